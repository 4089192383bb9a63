// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/editorcontext.h"

#include <QWidget>

namespace groundplan {

/// Shows and edits what is selected: a form made from the type's schema. Edits leave as one commit each; what others change
/// arrives through Document::changed and is written into the fields that differ.
class PropertiesPanel : public QWidget {
    Q_OBJECT
public:
    explicit PropertiesPanel(EditorContext context, QWidget *parent = nullptr);
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
