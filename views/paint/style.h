// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBrush>
#include <QColor>
#include <QFont>
#include <QHash>
#include <QPen>
#include <QStringList>

class QPalette;

namespace groundplan {

/// What a zone means to the eye. Derived, see zonerole.h.
enum class ZoneRole { Account, Region, AvailabilityZone, Vpc, PublicSubnet, PrivateSubnet, DataSubnet, Cluster, Group };

inline size_t qHash(ZoneRole role, size_t seed = 0) noexcept { return ::qHash(int(role), seed); }

/// Sizes in scene units, which are logical pixels at 100 %.
namespace metrics {
inline constexpr double tile = 44;   ///< side of a resource's tile
inline constexpr double tileTop = 4; ///< from the top of the resource's rect
inline constexpr double tileRadius = 8;
inline constexpr double glyph = 28; ///< side of the icon inside the tile
inline constexpr double nodeWidth = 96, nodeHeight = 96;
inline constexpr double nameTop = 51, labelTop = 66, pillTop = 81; ///< from the top of the resource's rect
inline constexpr double nameHeight = 15, labelHeight = 14, pillHeight = 14;
inline constexpr double zoneRadius = 8;
inline constexpr double zoneLine = 1.5;
inline constexpr double zoneTitle = 28; ///< height of the strip that holds title and CIDR
inline constexpr double zoneInset = 10; ///< of the title from the left edge
inline constexpr double edgeLine = 1.6;
inline constexpr double edgeRadius = 8;
inline constexpr double arrowLength = 9, arrowWidth = 9;
inline constexpr double edgeLabelHeight = 16;
inline constexpr double badge = 15; ///< diameter of a severity or plan badge
inline constexpr double selectionLine = 2;
inline constexpr double selectionRadius = 8;
inline constexpr double grid = 8;        ///< what the canvas snaps to
inline constexpr double dotSpacing = 24; ///< of the canvas's background dots
inline constexpr double radius = 6;      ///< of buttons, fields and menus in the window
inline constexpr double pictureMargin = 32;
} // namespace metrics

/// Zoom factors below which less is drawn; the one place that decides.
namespace detail {
inline constexpr double icons = 0.35; ///< below: coloured rectangles alone
inline constexpr double names = 0.45; ///< below: no names of resources; those of zones stay
inline constexpr double texts = 0.6;  ///< below: names alone, in a size of their own; no pill, arrowhead or rounded corner
enum class Level { Boxes, Icons, Full };
constexpr Level level(double zoom) { return zoom < icons ? Level::Boxes : zoom < texts ? Level::Icons : Level::Full; }
} // namespace detail

/// How a zone is drawn: outline and title in one hue, a faint fill of it.
struct ZoneColors {
    QColor line, fill, title, detail;
    bool dashed = false;
    QPen pen, titlePen, detailPen;
    QBrush brush;
};

/// How a note of one colour is drawn.
struct NoteColors {
    QColor line, paper, tint; ///< paper hides what is under it, a tint does not
    QColor ink;               ///< on nothing but the canvas
    QPen pen, thinPen, arrowPen;
    QBrush paperBrush, tintBrush, lineBrush;
};

/// All colours, fonts and pens of a theme: the one place. The window's palette and style sheet are made from it as well.
struct Style {
    QString name; ///< light, dark, contrast-light, contrast-dark
    bool isDark = false;
    bool isContrast = false; ///< for eyes that need more of it

    // The window
    QColor window; ///< behind everything: bars and panels
    QColor base;   ///< fields, lists, menus
    QColor canvas; ///< behind the drawing
    QColor canvasDot;
    QColor zoneGround; ///< the canvas as it looks in zones in zones
    QColor line;       ///< between panels, around fields and buttons
    QColor lineStrong; ///< around what is hovered or floats
    QColor text, textSecondary, textDisabled;
    QColor accent, accentHover, accentText; ///< the one accent; accentText stands on it
    QColor accentTint;                      ///< behind selected rows, tabs and buttons
    QColor hoverTint;                       ///< behind what the mouse is over
    QColor chip;                            ///< behind references in fields, tags, pills
    QColor error, warning, notice, success;
    QColor shadow; ///< of what floats over the canvas
    QColor toolTip, toolTipText;

    // Code, and other texts with syntax colours
    QColor codeKeyword, codeString, codeNumber, codeComment, codeName, codeReference;

    // The drawing
    QColor tileGlyph;
    QColor nodeName, nodeLabel, pill, pillText;
    QColor selectionTint;
    QColor acceptLine, acceptFill, refuseLine, refuseFill; ///< zones while something is dragged over them
    QColor edge, edgeLabel, edgeLabelText;
    QColor create, update, replace, destroy, read; ///< plan badges
    QColor badgeGlyph;

    QFont font;                          ///< 13 px, the interface
    QFont smallFont;                     ///< 12 px, secondary
    QFont titleFont;                     ///< 13 px semibold
    QFont codeFont;                      ///< 12 px monospaced
    QFont nameFont, labelFont, pillFont; ///< of resources
    QFont zoneFont, zoneDetailFont;      ///< title and CIDR of zones
    QFont farFont;                       ///< of names that are seen from afar, in pixels of the screen
    QFont edgeFont;
    QFont pageTitleFont;
    QFont smallNoteFont, noteFont, largeNoteFont, hugeNoteFont;

    // The same as pens and brushes, ready for painting.
    QPen namePen, labelPen, pillTextPen, pillPen, selectionPen, hoverPen, acceptPen, refusePen, badgePen, haloPen, edgeLabelPen;
    QPen edgePen, edgeDashedPen, edgeSelectedPen, edgeSelectedDashedPen;
    QBrush pillBrush, selectionBrush, acceptBrush, refuseBrush, edgeBrush, edgeSelectedBrush, edgeLabelBrush;
    QBrush errorBrush, warningBrush, noticeBrush, createBrush, updateBrush, replaceBrush, destroyBrush, readBrush;

    static const Style &light();
    static const Style &dark();
    static const Style &contrastLight();
    static const Style &contrastDark();
    static QList<const Style *> all();
    static QStringList names();
    static const Style &named(const QString &name);           ///< light when there is none of that name
    static const Style &of(const QPalette &palette);          ///< that a window's palette was made from
    static double contrast(const QColor &a, const QColor &b); ///< WCAG's ratio, 1 to 21; of opaque colours

    /// The hue of a catalog category (`compute`, `machine-learning` …); a calm grey for those without one.
    QColor category(const QString &category) const;
    const ZoneColors &zone(ZoneRole role) const;
    const NoteColors &note(const QString &color) const; ///< grey for one that is not known
    const QFont &noteFontOf(const QString &size) const;

    QHash<QString, QColor> categories;
    QHash<ZoneRole, ZoneColors> zones;
    QHash<QString, NoteColors> notes;
};

} // namespace groundplan
