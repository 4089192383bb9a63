// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/editorcontext.h"

#include <QWidget>

namespace groundplan {

class Estimator;

/// Shows and edits what is selected: a form made from the type's schema. Edits leave as one commit each; what others change
/// arrives through Document::changed and is written into the fields that differ.
class PropertiesPanel : public QWidget {
    Q_OBJECT
public:
    /// With an estimator there is a tab for what the selected costs.
    explicit PropertiesPanel(EditorContext context, const Estimator *estimator = nullptr, QWidget *parent = nullptr);
    ~PropertiesPanel() override;

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void rename();
    void showHead();

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace groundplan
