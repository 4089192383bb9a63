// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/paint/themes.h"

namespace groundplan::themes {

QColor color(const char *hex) { return QColor(QLatin1String(hex)); }

Style light()
{
    Style s;
    s.name = QStringLiteral("light");
    s.window = color("#FFFFFF");
    s.base = color("#FFFFFF");
    s.canvas = color("#FBFCFE");
    s.canvasDot = color("#DCE2EB");
    s.line = color("#E3E7EE");
    s.lineStrong = color("#C9D1DC");
    s.text = color("#1A2130");
    s.textSecondary = color("#5A6677");
    s.textDisabled = color("#9AA5B4");
    s.accent = color("#2563E3");
    s.accentHover = color("#1C55CC");
    s.accentText = color("#FFFFFF");
    s.accentTint = color("#E9F0FE");
    s.hoverTint = color("#F2F5F9");
    s.chip = color("#EEF1F6");
    s.error = color("#D0242F");
    s.warning = color("#C98400");
    s.notice = color("#3B82C4");
    s.success = color("#2A8037");
    s.shadow = color("#1F1A2130");
    s.toolTip = color("#1F2733");
    s.toolTipText = color("#F2F5F9");
    s.codeKeyword = color("#8339C4");
    s.codeString = color("#1F7A3A");
    s.codeNumber = color("#B45309");
    s.codeComment = color("#667283");
    s.codeName = color("#1D4ED8");
    s.codeReference = color("#0F6E8C");
    s.nodeName = s.text;
    s.nodeLabel = s.textSecondary;
    s.pill = color("#FFFFFF");
    s.pillText = color("#3F4A5A");
    s.edge = color("#66758A");
    s.edgeLabel = color("#FBFCFE");
    s.edgeLabelText = color("#55637A");
    s.create = color("#2E8B3A");
    s.update = color("#C27C03");
    s.replace = color("#7C4DDB");
    s.destroy = color("#D92D3A");
    s.read = color("#64748B");
    s.tileGlyph = s.badgeGlyph = color("#FFFFFF");
    return s;
}

Style dark()
{
    Style s;
    s.name = QStringLiteral("dark");
    s.isDark = true;
    s.window = color("#1A2028");
    s.base = color("#151A21");
    s.canvas = color("#151A20");
    s.canvasDot = color("#2A323D");
    s.line = color("#2C3540");
    s.lineStrong = color("#3D4856");
    s.text = color("#E4E9F0");
    s.textSecondary = color("#97A3B3");
    s.textDisabled = color("#5E6A79");
    s.accent = color("#5A8FF7");
    s.accentHover = color("#72A0F9");
    s.accentText = color("#0E1420");
    s.accentTint = color("#1B2947");
    s.hoverTint = color("#222A34");
    s.chip = color("#29323E");
    s.error = color("#F0616B");
    s.warning = color("#E0A526");
    s.notice = color("#5B9BD8");
    s.success = color("#58B368");
    s.shadow = color("#66000000");
    s.toolTip = color("#2C3540");
    s.toolTipText = color("#E4E9F0");
    s.codeKeyword = color("#C792EA");
    s.codeString = color("#8CCF8F");
    s.codeNumber = color("#F0A45D");
    s.codeComment = color("#7F8C9C");
    s.codeName = color("#82AAFF");
    s.codeReference = color("#6CC7DE");
    s.nodeName = s.text;
    s.nodeLabel = s.textSecondary;
    s.pill = color("#232B35");
    s.pillText = color("#B9C3D0");
    s.edge = color("#8793A4");
    s.edgeLabel = color("#1B222B");
    s.edgeLabelText = color("#A5B1C0");
    s.create = color("#3FA150");
    s.update = color("#D29A22");
    s.replace = color("#9A75EA");
    s.destroy = color("#E5535E");
    s.read = color("#7C8BA1");
    s.tileGlyph = color("#FFFFFF");
    s.badgeGlyph = color("#0E1420");
    return s;
}

Style contrastLight()
{
    Style s;
    s.name = QStringLiteral("contrast-light");
    s.isContrast = true;
    s.window = color("#FFFFFF");
    s.base = color("#FFFFFF");
    s.canvas = color("#FFFFFF");
    s.canvasDot = color("#B8B8B8");
    s.line = color("#595959");
    s.lineStrong = color("#000000");
    s.text = color("#000000");
    s.textSecondary = color("#2B2B2B");
    s.textDisabled = color("#6B6B6B");
    s.accent = color("#0A3FA8");
    s.accentHover = color("#062C78");
    s.accentText = color("#FFFFFF");
    s.accentTint = color("#E1EBFF");
    s.hoverTint = color("#EFEFEF");
    s.chip = color("#E8E8E8");
    s.error = color("#8F0A14");
    s.warning = color("#6B4700");
    s.notice = color("#0B4A80");
    s.success = color("#0B5A1B");
    s.shadow = color("#00000000");
    s.toolTip = color("#000000");
    s.toolTipText = color("#FFFFFF");
    s.codeKeyword = color("#5B1391");
    s.codeString = color("#0B4F1E");
    s.codeNumber = color("#6B3300");
    s.codeComment = color("#404040");
    s.codeName = color("#0A3FA8");
    s.codeReference = color("#084A5E");
    s.nodeName = s.text;
    s.nodeLabel = s.textSecondary;
    s.pill = color("#FFFFFF");
    s.pillText = color("#000000");
    s.edge = color("#000000");
    s.edgeLabel = color("#FFFFFF");
    s.edgeLabelText = color("#000000");
    s.create = color("#0B5A1B");
    s.update = color("#6B4700");
    s.replace = color("#4A1FA3");
    s.destroy = color("#8F0A14");
    s.read = color("#404040");
    s.tileGlyph = color("#FFFFFF");
    s.badgeGlyph = color("#FFFFFF");
    return s;
}

Style contrastDark()
{
    Style s;
    s.name = QStringLiteral("contrast-dark");
    s.isDark = true;
    s.isContrast = true;
    s.window = color("#000000");
    s.base = color("#000000");
    s.canvas = color("#000000");
    s.canvasDot = color("#4A4A4A");
    s.line = color("#A6A6A6");
    s.lineStrong = color("#FFFFFF");
    s.text = color("#FFFFFF");
    s.textSecondary = color("#E2E2E2");
    s.textDisabled = color("#9A9A9A");
    s.accent = color("#4CD7FF");
    s.accentHover = color("#8BE6FF");
    s.accentText = color("#000000");
    s.accentTint = color("#07313F");
    s.hoverTint = color("#1E1E1E");
    s.chip = color("#262626");
    s.error = color("#FF8F8F");
    s.warning = color("#FFD23F");
    s.notice = color("#8CC8FF");
    s.success = color("#6EE787");
    s.shadow = color("#00000000");
    s.toolTip = color("#FFFFFF");
    s.toolTipText = color("#000000");
    s.codeKeyword = color("#E3A8FF");
    s.codeString = color("#8CF29A");
    s.codeNumber = color("#FFC078");
    s.codeComment = color("#CFCFCF");
    s.codeName = color("#9CC9FF");
    s.codeReference = color("#7FE5F5");
    s.nodeName = s.text;
    s.nodeLabel = s.textSecondary;
    s.pill = color("#000000");
    s.pillText = color("#FFFFFF");
    s.edge = color("#FFFFFF");
    s.edgeLabel = color("#000000");
    s.edgeLabelText = color("#FFFFFF");
    s.create = color("#6EE787");
    s.update = color("#FFD23F");
    s.replace = color("#D0B0FF");
    s.destroy = color("#FF8F8F");
    s.read = color("#CFCFCF");
    s.tileGlyph = color("#000000");
    s.badgeGlyph = color("#000000");
    return s;
}

} // namespace groundplan::themes
