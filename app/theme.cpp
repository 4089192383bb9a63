// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/theme.h"

#include <QApplication>
#include <QStyleFactory>

namespace groundplan {

Theme::Theme(QApplication &application, Settings &settings, QObject *parent)
    : QObject(parent),
      m_application(application),
      m_settings(settings),
      m_system(styleOfSystem(application.palette()))
{
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    apply();
    connect(&settings, &Settings::changed, this, [this](const QString &key) {
        if (key == setting::theme.key())
            apply();
    });
}

void Theme::apply()
{
    const QString wanted = setting::theme.of(m_settings);
    const Style &style = Style::names().contains(wanted) ? Style::named(wanted) : m_system;
    if (m_style == &style)
        return;
    m_style = &style;
    m_application.setFont(style.font);
    m_application.setPalette(paletteOf(style));
    m_application.setStyleSheet(styleSheetOf(style));
    Q_EMIT changed();
}

const Style &styleOfSystem(const QPalette &palette)
{
    constexpr double blackAndWhite = 20; // ordinary themes, too, write black on white, but not on their buttons
    const auto stands = [&](QPalette::ColorRole text, QPalette::ColorRole ground) {
        return Style::contrast(palette.color(text), palette.color(ground)) >= blackAndWhite;
    };
    const bool isDark = palette.color(QPalette::Window).lightness() < 128;
    if (stands(QPalette::WindowText, QPalette::Window) && stands(QPalette::Text, QPalette::Base)
        && stands(QPalette::ButtonText, QPalette::Button))
        return isDark ? Style::contrastDark() : Style::contrastLight();
    return isDark ? Style::dark() : Style::light();
}

QPalette paletteOf(const Style &style)
{
    QPalette palette;
    palette.setColor(QPalette::Window, style.window);
    palette.setColor(QPalette::WindowText, style.text);
    palette.setColor(QPalette::Base, style.base);
    palette.setColor(QPalette::AlternateBase, style.hoverTint);
    palette.setColor(QPalette::Text, style.text);
    palette.setColor(QPalette::Button, style.window);
    palette.setColor(QPalette::ButtonText, style.text);
    palette.setColor(QPalette::BrightText, style.error);
    palette.setColor(QPalette::Highlight, style.accent);
    palette.setColor(QPalette::HighlightedText, style.accentText);
    palette.setColor(QPalette::PlaceholderText, style.textSecondary);
    palette.setColor(QPalette::Link, style.accent);
    palette.setColor(QPalette::LinkVisited, style.accent);
    palette.setColor(QPalette::ToolTipBase, style.toolTip);
    palette.setColor(QPalette::ToolTipText, style.toolTipText);
    palette.setColor(QPalette::Mid, style.line);
    palette.setColor(QPalette::Midlight, style.line);
    palette.setColor(QPalette::Light, style.hoverTint);
    palette.setColor(QPalette::Dark, style.lineStrong);
    palette.setColor(QPalette::Shadow, style.lineStrong);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, style.textDisabled);
    return palette;
}

} // namespace groundplan

#include "moc_theme.cpp"
