// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services/settings.h"
#include "views/paint/style.h"

#include <QPalette>

class QApplication;

namespace groundplan {

/// How the window looks: palette and style sheet made from the one style, following the user's setting at once.
class Theme : public QObject {
    Q_OBJECT
public:
    Theme(QApplication &application, Settings &settings, QObject *parent = nullptr);
    const Style &style() const { return *m_style; }

Q_SIGNALS:
    void changed();

private:
    void apply();

    QApplication &m_application;
    Settings &m_settings;
    const Style &m_system; ///< what the system's own palette comes nearest to
    const Style *m_style = nullptr;
};

/// Whether the system shows high contrast: Qt 6.4 says it by the palette alone, which is then black and white.
const Style &styleOfSystem(const QPalette &palette);
QPalette paletteOf(const Style &style);
QString styleSheetOf(const Style &style);

} // namespace groundplan
