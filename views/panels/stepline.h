// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/deployment/deployment.h"

#include <QWidget>

namespace groundplan {

/// The steps of a run in one line: which are through, which goes on, which failed.
class StepLine : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;
    void show(const DeployState &state);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, 22}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    DeployState m_state;
};

} // namespace groundplan
