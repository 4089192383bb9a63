// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/panels/deploybackend.h"

#include <QDialog>

namespace groundplan {

/// The runs of a blueprint that ended, newest first; the output of each can be read again.
class HistoryDialog : public QDialog {
    Q_OBJECT
public:
    explicit HistoryDialog(const QList<PastRun> &runs, QWidget *parent = nullptr);
};

} // namespace groundplan
