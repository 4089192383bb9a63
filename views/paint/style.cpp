// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/paint/style.h"

#include <cmath>

namespace groundplan {

namespace {

QColor color(const char *hex) { return QColor(QLatin1String(hex)); }

QColor withAlpha(QColor c, double alpha)
{
    c.setAlphaF(float(alpha));
    return c;
}

QFont face(bool monospaced, int pixels, QFont::Weight weight = QFont::Normal)
{
    QFont font;
    font.setFamilies(monospaced ? QStringList{QStringLiteral("JetBrains Mono"), QStringLiteral("DejaVu Sans Mono"),
                                              QStringLiteral("Consolas"), QStringLiteral("Menlo"), QStringLiteral("monospace")}
                                : QStringList{QStringLiteral("Inter"), QStringLiteral("Inter V"), QStringLiteral("Noto Sans"),
                                              QStringLiteral("Segoe UI"), QStringLiteral("Helvetica Neue"), QStringLiteral("DejaVu Sans"),
                                              QStringLiteral("sans-serif")});
    font.setPixelSize(pixels);
    font.setWeight(weight);
    font.setStyleHint(monospaced ? QFont::Monospace : QFont::SansSerif);
    // Hinted widths differ from zoom to zoom: a text would change its length while the user zooms.
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

void setFonts(Style &style)
{
    style.font = face(false, 13);
    style.smallFont = face(false, 12);
    style.titleFont = face(false, 13, QFont::DemiBold);
    style.codeFont = face(true, 12);
    style.nameFont = face(false, 12, QFont::DemiBold);
    style.labelFont = face(false, 11);
    style.pillFont = face(true, 10);
    style.zoneFont = face(false, 12, QFont::DemiBold);
    style.zoneDetailFont = face(true, 11);
    style.edgeFont = face(false, 11);
    style.pageTitleFont = face(false, 18, QFont::DemiBold);
    style.smallNoteFont = face(false, 11);
    style.noteFont = face(false, 13);
    style.largeNoteFont = face(false, 18, QFont::DemiBold);
    style.hugeNoteFont = face(false, 28, QFont::DemiBold);
}

/// AWS's category colours; the dark theme takes a little of their light.
void setCategories(Style &style)
{
    const auto set = [&](const char *hex, std::initializer_list<const char *> names) {
        QColor hue = color(hex);
        if (style.isDark)
            hue = QColor::fromHsvF(hue.hsvHueF(), hue.hsvSaturationF() * 0.96f, hue.valueF() * 0.92f);
        for (const char *name : names)
            style.categories.insert(QLatin1String(name), hue);
    };
    set("#ED7100", {"compute", "containers", "serverless"});
    set("#8C4FFF", {"network", "networking", "analytics", "content-delivery"});
    set("#C925D1", {"database", "developer-tools", "developer"});
    set("#7AA116", {"storage", "iot", "cost"});
    set("#DD344C", {"security", "identity", "frontend", "web-mobile", "business"});
    set("#E7157B", {"integration", "management", "monitoring"});
    set("#01A88D", {"machine-learning", "ml", "migration", "end-user", "end-user-computing", "media"});
    set("#5B6779", {"general", "group", "external", "terraform", "other"});
}

void setZone(Style &style, ZoneRole role, const char *light, const char *dark, double fill, bool dashed)
{
    const QColor hue = color(style.isDark ? dark : light);
    ZoneColors zone;
    zone.line = hue;
    zone.fill = withAlpha(hue, style.isDark ? fill * 1.3 : fill);
    zone.title = style.isDark ? hue.lighter(112) : hue.darker(112);
    zone.detail = withAlpha(zone.title, 0.86);
    zone.dashed = dashed;
    zone.pen = QPen(zone.line, metrics::zoneLine);
    if (dashed)
        zone.pen.setDashPattern({2.6, 2});
    zone.titlePen = QPen(zone.title);
    zone.detailPen = QPen(zone.detail);
    zone.brush = zone.fill;
    style.zones.insert(role, zone);
}

void setZones(Style &style)
{
    setZone(style, ZoneRole::Account, "#64748B", "#7C8BA1", 0.02, false);
    setZone(style, ZoneRole::Region, "#2A9D7F", "#3FA88B", 0.015, true);
    setZone(style, ZoneRole::AvailabilityZone, "#3B82C4", "#4A86C5", 0.02, true);
    setZone(style, ZoneRole::Vpc, "#7C5CE0", "#8B6FE8", 0.035, false);
    setZone(style, ZoneRole::PublicSubnet, "#4F9A2F", "#5A9C3C", 0.08, false);
    setZone(style, ZoneRole::PrivateSubnet, "#2588AC", "#3389AB", 0.085, false);
    setZone(style, ZoneRole::DataSubnet, "#9A49C0", "#A35CC6", 0.085, false);
    setZone(style, ZoneRole::Cluster, "#D9772B", "#CF7A38", 0.05, false);
    setZone(style, ZoneRole::Group, "#7A8699", "#6F7C90", 0.03, true);
}

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto part = [share](int x, int y) { return int(std::lround(x * share + y * (1 - share))); };
    return QColor(part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue()));
}

void setNotes(Style &style)
{
    const std::pair<const char *, const char *> hues[] = {{"yellow", "#E3B11A"}, {"orange", "#E5812B"}, {"red", "#D9485A"},
                                                          {"purple", "#8E5BD6"}, {"blue", "#3B7DE0"},   {"green", "#4C9F4F"},
                                                          {"grey", "#7A8699"}};
    for (const auto &[name, hex] : hues) {
        const QColor hue = color(hex);
        NoteColors note;
        note.line = style.isDark ? mixed(hue, style.canvas, 0.85) : mixed(hue, color("#1A2130"), 0.92);
        note.paper = mixed(hue, style.base, style.isDark ? 0.26 : 0.2);
        note.tint = withAlpha(hue, style.isDark ? 0.12 : 0.08);
        note.ink = style.isDark ? hue.lighter(115) : mixed(hue, color("#1A2130"), 0.7);
        note.pen = QPen(note.line, metrics::zoneLine, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
        note.thinPen = QPen(mixed(hue, style.base, style.isDark ? 0.5 : 0.55), 1, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
        note.arrowPen = QPen(note.line, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
        note.paperBrush = note.paper;
        note.tintBrush = note.tint;
        note.lineBrush = note.line;
        style.notes.insert(QLatin1String(name), note);
    }
}

QPen linePen(const QColor &color, double width, bool dashed = false)
{
    QPen pen(color, width, Qt::SolidLine, dashed ? Qt::FlatCap : Qt::RoundCap, Qt::RoundJoin);
    if (dashed)
        pen.setDashPattern({2.8, 2.4});
    return pen;
}

void setPens(Style &s)
{
    s.namePen = QPen(s.nodeName);
    s.labelPen = QPen(s.nodeLabel);
    s.pillTextPen = QPen(s.pillText);
    s.pillPen = QPen(s.line, 1);
    s.selectionPen = QPen(s.accent, metrics::selectionLine);
    s.hoverPen = QPen(withAlpha(s.accent, 0.45), 1.5);
    s.acceptPen = QPen(s.acceptLine, metrics::selectionLine);
    s.refusePen = QPen(withAlpha(s.refuseLine, 0.6), metrics::zoneLine);
    s.badgePen = linePen(s.badgeGlyph, 1.7);
    s.haloPen = linePen(s.canvas, 1.5);
    s.edgeLabelPen = QPen(s.edgeLabelText);
    s.edgePen = linePen(s.edge, metrics::edgeLine);
    s.edgeDashedPen = linePen(s.edge, metrics::edgeLine, true);
    s.edgeSelectedPen = linePen(s.accent, metrics::edgeLine + 0.6);
    s.edgeSelectedDashedPen = linePen(s.accent, metrics::edgeLine + 0.6, true);
    s.pillBrush = s.pill;
    s.selectionBrush = s.selectionTint;
    s.acceptBrush = s.acceptFill;
    s.refuseBrush = s.refuseFill;
    s.edgeBrush = s.edge;
    s.edgeSelectedBrush = s.accent;
    s.edgeLabelBrush = s.edgeLabel;
    s.errorBrush = s.error;
    s.warningBrush = s.warning;
    s.noticeBrush = s.notice;
    s.createBrush = s.create;
    s.updateBrush = s.update;
    s.replaceBrush = s.replace;
    s.destroyBrush = s.destroy;
    s.readBrush = s.read;
}

Style makeLight()
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
    s.textSecondary = color("#5F6B7C");
    s.textDisabled = color("#9AA5B4");
    s.accent = color("#2B6DEF");
    s.accentHover = color("#1F5FDD");
    s.accentText = color("#FFFFFF");
    s.accentTint = color("#E9F0FE");
    s.hoverTint = color("#F2F5F9");
    s.chip = color("#EEF1F6");
    s.error = color("#D92D3A");
    s.warning = color("#D99207");
    s.notice = color("#3B82C4");
    s.success = color("#2E8B3A");
    s.shadow = color("#1F1A2130");
    s.toolTip = color("#1F2733");
    s.toolTipText = color("#F2F5F9");
    s.codeKeyword = color("#8339C4");
    s.codeString = color("#1F7A3A");
    s.codeNumber = color("#B45309");
    s.codeComment = color("#7B8797");
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
    return s;
}

Style makeDark()
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
    s.accentTint = color("#223252");
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
    s.codeComment = color("#7A8797");
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
    return s;
}

Style finished(Style s)
{
    s.tileGlyph = color("#FFFFFF");
    s.badgeGlyph = color("#FFFFFF");
    s.selectionTint = withAlpha(s.accent, s.isDark ? 0.16 : 0.09);
    s.acceptLine = s.accent;
    s.acceptFill = withAlpha(s.accent, 0.10);
    s.refuseLine = s.error;
    s.refuseFill = withAlpha(s.error, 0.05);
    setCategories(s);
    setZones(s);
    setNotes(s);
    setFonts(s);
    setPens(s);
    return s;
}

} // namespace

const Style &Style::light()
{
    static const Style style = finished(makeLight());
    return style;
}

const Style &Style::dark()
{
    static const Style style = finished(makeDark());
    return style;
}

const Style &Style::named(const QString &name) { return name == QLatin1String("dark") ? dark() : light(); }

QColor Style::category(const QString &category) const
{
    const auto it = categories.constFind(category);
    return it == categories.constEnd() ? categories.value(QStringLiteral("general")) : *it;
}

const NoteColors &Style::note(const QString &color) const
{
    const auto it = notes.constFind(color);
    return it == notes.constEnd() ? *notes.constFind(QStringLiteral("grey")) : *it;
}

const QFont &Style::noteFontOf(const QString &size) const
{
    return size == QLatin1String("small") ? smallNoteFont
        : size == QLatin1String("large")  ? largeNoteFont
        : size == QLatin1String("huge")   ? hugeNoteFont
                                          : noteFont;
}

const ZoneColors &Style::zone(ZoneRole role) const { return *zones.constFind(role); }

} // namespace groundplan
