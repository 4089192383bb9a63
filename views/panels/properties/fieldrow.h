// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/panels/properties/editors.h"

class QLabel;
class QMenu;
class QToolButton;
class QHBoxLayout;

namespace groundplan {

/// One line of the form: the name, the editor for what the value is now (literal, variable, reference, expression or taken over
/// from a zone), a menu to switch between them, and what is wrong under it.
class FieldRow : public QWidget {
    Q_OBJECT
public:
    FieldRow(FieldSpec spec, const FormModel &model, QWidget *parent);

    const FieldSpec &spec() const { return m_spec; }
    /// Shows what the document says now; nothing moves when that is what is shown.
    void sync();

private:
    enum class Mode { Literal, Inherited, Reference, Variable, Expression };
    Mode modeOf(const Value &own) const;
    void build(Mode mode, const Value &own);
    void commit(const Value &value, bool typing);
    void say(const QString &message, bool isError);
    void fillMenu();
    void pickReference();

    FieldSpec m_spec;
    const FormModel &m_model;
    QLabel *m_label, *m_message;
    QToolButton *m_menuButton, *m_nextFree = nullptr;
    QMenu *m_menu;
    QHBoxLayout *m_place;
    QWidget *m_shown = nullptr;
    ValueEditor *m_editor = nullptr; ///< of the modes Literal
    Mode m_mode = Mode::Literal;
    bool m_forceLiteral = false; ///< asked for over what a zone implies, before anything is typed
    bool m_forceExpression = false;
    Value m_built;
};

} // namespace groundplan
