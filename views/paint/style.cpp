// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/paint/style.h"

#include "views/paint/themes.h"

#include <QPalette>

#include <cmath>

namespace groundplan {

namespace {

using themes::color;

double channel(float value) { return value <= 0.03928f ? double(value) / 12.92 : std::pow((double(value) + 0.055) / 1.055, 2.4); }

double luminance(const QColor &c) { return 0.2126 * channel(c.redF()) + 0.7152 * channel(c.greenF()) + 0.0722 * channel(c.blueF()); }

/// What one sees of a colour that lets some of the ground through.
QColor over(const QColor &ground, const QColor &c)
{
    const auto part = [share = double(c.alphaF())](int above, int below) { return int(std::lround(above * share + below * (1 - share))); };
    return QColor(part(c.red(), ground.red()), part(c.green(), ground.green()), part(c.blue(), ground.blue()));
}

/// The hue, as much lighter or darker as it takes to be read on `ground`.
QColor readable(QColor hue, const QColor &ground, double ratio)
{
    const bool isDark = luminance(ground) < 0.18;
    for (int step = 0; step < 100 && Style::contrast(hue, ground) < ratio; ++step) {
        const float lightness = std::clamp(hue.lightnessF() + (isDark ? 0.01f : -0.01f), 0.0f, 1.0f);
        hue = QColor::fromHslF(std::max(0.0f, hue.hslHueF()), hue.hslSaturationF(), lightness);
    }
    return hue;
}

double textRatio(const Style &style) { return style.isContrast ? 7.1 : 4.6; } // a little over what WCAG asks: colours are rounded

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
    style.farFont = face(false, 10, QFont::DemiBold);
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
        if (style.isContrast)
            hue = readable(hue, style.tileGlyph, textRatio(style));
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
    QColor hue = color(style.isDark ? dark : light);
    ZoneColors zone;
    zone.fill = withAlpha(hue, style.isDark ? fill * 1.3 : fill);
    const QColor ground = over(style.zoneGround, zone.fill);
    if (style.isContrast)
        hue = readable(hue, ground, textRatio(style));
    zone.line = hue;
    zone.title = readable(style.isDark ? hue.lighter(112) : hue.darker(112), ground, textRatio(style));
    zone.detail = readable(over(ground, withAlpha(zone.title, 0.86)), ground, textRatio(style));
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
    // A subnet stands in three or four others, each a little darker or lighter than what is around it.
    style.zoneGround = over(over(style.canvas, withAlpha(color("#7C5CE0"), style.isDark ? 0.05 : 0.04)),
                            withAlpha(color("#3B82C4"), style.isDark ? 0.05 : 0.04));
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
        if (style.isContrast) {
            note.line = readable(hue, style.canvas, textRatio(style));
            note.paper = mixed(hue, style.base, style.isDark ? 0.14 : 0.1);
        }
        note.ink = readable(style.isDark ? hue.lighter(115) : mixed(hue, color("#1A2130"), 0.7), style.canvas, textRatio(style));
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

Style finished(Style s)
{
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
    static const Style style = finished(themes::light());
    return style;
}

const Style &Style::dark()
{
    static const Style style = finished(themes::dark());
    return style;
}

const Style &Style::contrastLight()
{
    static const Style style = finished(themes::contrastLight());
    return style;
}

const Style &Style::contrastDark()
{
    static const Style style = finished(themes::contrastDark());
    return style;
}

QList<const Style *> Style::all() { return {&light(), &dark(), &contrastLight(), &contrastDark()}; }

QStringList Style::names()
{
    QStringList names;
    for (const Style *style : all())
        names.append(style->name);
    return names;
}

const Style &Style::named(const QString &name)
{
    for (const Style *style : all()) {
        if (style->name == name)
            return *style;
    }
    return light();
}

const Style &Style::of(const QPalette &palette)
{
    const QColor window = palette.color(QPalette::Active, QPalette::Window), text = palette.color(QPalette::Active, QPalette::WindowText);
    for (const Style *style : all()) {
        if (style->window == window && style->text == text)
            return *style;
    }
    return window.lightness() < 128 ? dark() : light();
}

double Style::contrast(const QColor &a, const QColor &b)
{
    const double one = luminance(a) + 0.05, other = luminance(b) + 0.05;
    return std::max(one, other) / std::min(one, other);
}

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
