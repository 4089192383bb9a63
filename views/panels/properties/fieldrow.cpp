// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/properties/fieldrow.h"

#include "views/paint/style.h"
#include "views/panels/properties/flowlayout.h"
#include "views/panels/properties/referencepicker.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace groundplan {

using namespace Qt::StringLiterals;

namespace {

const Style &styleOf(const QWidget *widget) { return Style::of(widget->palette()); }

constexpr int labelWidth = 116, fieldHeight = 26;

/// Maps and documents take the panel's whole width, under their name.
bool isWide(const FieldSpec &spec, const Value &own)
{
    using Type = AttributeType::Kind;
    const bool isScalar = spec.type.kind == Type::String || spec.type.kind == Type::Number || spec.type.kind == Type::Bool;
    return isScalar ? own.isMap() || own.isList() : !spec.type.isList() || spec.type.element->kind == Type::Object;
}

} // namespace

FieldRow::FieldRow(FieldSpec spec, const FormModel &model, QWidget *parent)
    : QWidget(parent),
      m_spec(std::move(spec)),
      m_model(model),
      m_label(new QLabel(this)),
      m_message(new QLabel(this)),
      m_menuButton(new QToolButton(this)),
      m_menu(new QMenu(this))
{
    setObjectName(u"field:"_s + m_spec.path);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    m_place = new QHBoxLayout;
    m_place->setSpacing(4);
    const Value own = m_model.own(m_spec.path);
    const bool wide = isWide(m_spec, own);
    m_label->setFixedWidth(labelWidth);
    m_label->setMinimumHeight(fieldHeight);
    m_menuButton->setMinimumHeight(fieldHeight);
    m_label->setFont(styleOf(this).smallFont);
    m_label->setText(m_label->fontMetrics().elidedText(m_spec.label, Qt::ElideRight, labelWidth));
    m_label->setForegroundRole(QPalette::PlaceholderText);
    const QString help = m_spec.help.isEmpty() ? QString() : u"<p>%1</p>"_s.arg(m_spec.help.toHtmlEscaped());
    m_label->setToolTip(
        u"<b>%1</b> <code>%2</code>%3"_s.arg(m_spec.schemaPath.toHtmlEscaped(), m_spec.type.text().left(160).toHtmlEscaped(), help));
    m_menuButton->setText(u"⋮"_s);
    m_menuButton->setAutoRaise(true);
    m_menuButton->setProperty("slim", true);
    m_menuButton->setFixedWidth(18);
    m_menuButton->setFocusPolicy(Qt::NoFocus);
    m_menuButton->setToolTip(tr("Literal, variable, reference or expression"));
    // Not its own menu: the arrow that comes with it would be larger than the button.
    connect(m_menuButton, &QToolButton::clicked, this,
            [this] { m_menu->popup(m_menuButton->mapToGlobal(m_menuButton->rect().bottomLeft())); });
    connect(m_menu, &QMenu::aboutToShow, this, &FieldRow::fillMenu);
    line->addWidget(m_label, 0, Qt::AlignTop);
    if (wide)
        line->addStretch(1);
    else
        line->addLayout(m_place, 1);
    line->addWidget(m_menuButton, 0, Qt::AlignTop);
    column->addLayout(line);
    if (wide)
        column->addLayout(m_place);
    m_message->setFont(styleOf(this).smallFont);
    m_message->setWordWrap(true);
    m_message->setIndent(wide ? 0 : labelWidth + 8);
    m_message->hide();
    column->addWidget(m_message);
    if (m_spec.path == "cidr_block"_L1) {
        m_nextFree = new QToolButton(this);
        m_nextFree->setObjectName(u"nextFree"_s);
        m_nextFree->setText(tr("Next free"));
        m_nextFree->setToolTip(tr("The first block of this size that no neighbour uses"));
        connect(m_nextFree, &QToolButton::clicked, this, [this] { commit(nextFreeCidr(m_model, m_spec), false); });
        auto *below = new QHBoxLayout; // beside it the field would be too narrow for a block
        below->setContentsMargins(labelWidth + 8, 0, 0, 0);
        below->addWidget(m_nextFree);
        below->addStretch(1);
        column->insertLayout(1, below);
    }
    build(modeOf(own), own);
    sync();
}

FieldRow::Mode FieldRow::modeOf(const Value &own) const
{
    if (own.isReference())
        return Mode::Reference;
    if (own.isVariable())
        return Mode::Variable;
    if (own.isExpression() || m_forceExpression)
        return Mode::Expression;
    if (own.isNull() && !m_forceLiteral && !m_model.inherited(m_spec.path).isNull())
        return Mode::Inherited;
    return Mode::Literal;
}

void FieldRow::build(Mode mode, const Value &own)
{
    if (m_shown)
        m_shown->deleteLater();
    m_editor = nullptr;
    m_mode = mode;
    m_built = own;
    if (mode == Mode::Literal) {
        m_editor = makeEditor(m_spec, own, m_model, this);
        m_editor->setObjectName(u"editor"_s);
        connect(m_editor, &ValueEditor::edited, this, &FieldRow::commit);
        connect(m_editor, &ValueEditor::refused, this, [this](const QString &why) { say(why, true); });
        m_shown = m_editor;
    } else if (mode == Mode::Expression) {
        auto *edit = new QLineEdit(own.isExpression() ? own.toExpression().text : QString(), this);
        edit->setFont(styleOf(this).codeFont);
        edit->setPlaceholderText(tr("Terraform expression"));
        connect(edit, &QLineEdit::textEdited, this,
                [this](const QString &text) { commit(text.isEmpty() ? Value() : Value(Expression{text}), true); });
        m_shown = edit;
    } else if (mode == Mode::Inherited) {
        auto *label = new QLabel(this);
        label->setWordWrap(true);
        label->setEnabled(false);
        label->setForegroundRole(QPalette::PlaceholderText);
        label->setObjectName(u"inherited"_s);
        m_shown = label;
    } else {
        auto *chip = new Chip(m_model.textOf(own), true, this);
        chip->setObjectName(u"chip"_s);
        if (mode == Mode::Reference) {
            const ResourceId target = own.toReference().to;
            connect(chip, &Chip::clicked, this, [this, target] { m_model.context().selection.reveal(target); });
        }
        connect(chip, &Chip::removed, this, [this] { commit({}, false); });
        m_shown = chip;
    }
    m_place->insertWidget(0, m_shown, mode == Mode::Reference || mode == Mode::Variable ? 0 : 1);
    if (mode == Mode::Reference || mode == Mode::Variable)
        m_place->insertStretch(1, 1);
    else if (m_place->count() > 1 && m_place->itemAt(1)->spacerItem())
        delete m_place->takeAt(1);
}

void FieldRow::sync()
{
    const Value own = m_model.own(m_spec.path);
    if (!own.isNull())
        m_forceLiteral = m_forceExpression = false;
    const Mode mode = modeOf(own);
    const bool chip = mode == Mode::Reference || mode == Mode::Variable;
    // An expression that is typed clears to null in between; what is typed into stays.
    const bool typedInto = m_shown && m_mode == Mode::Expression && m_shown->hasFocus();
    if ((mode != m_mode && !typedInto) || (chip && own != m_built)
        || (mode == Mode::Literal && m_editor && needsOtherEditor(m_spec, m_built, own)))
        build(mode, own);
    if (m_editor) {
        m_editor->setHint(m_model.differs(m_spec.path) ? tr("several values") : QString());
        m_editor->setValue(own);
        if (!own.isNull())
            m_built = own;
    } else if (m_shown && m_mode == Mode::Expression && !m_shown->hasFocus()) {
        static_cast<QLineEdit *>(m_shown)->setText(own.toExpression().text);
    } else if (m_shown && m_mode == Mode::Inherited) {
        static_cast<QLabel *>(m_shown)->setText(m_model.inheritedFrom(m_spec.path));
    }
    if (m_nextFree)
        m_nextFree->setVisible(m_mode == Mode::Literal && !nextFreeCidr(m_model, m_spec).isEmpty());
    const bool missing = m_spec.required && m_mode == Mode::Literal && own.isNull() && !m_model.differs(m_spec.path);
    const QString complaint = complaintAbout(m_spec, own);
    say(missing ? tr("Required.") : complaint, !missing);
}

void FieldRow::say(const QString &message, bool isError)
{
    m_message->setVisible(!message.isEmpty());
    m_message->setText(message);
    QPalette colors = m_message->palette();
    colors.setColor(QPalette::WindowText, isError ? styleOf(this).error : styleOf(this).textSecondary);
    m_message->setPalette(colors);
}

void FieldRow::commit(const Value &value, bool typing)
{
    const QString error = m_model.set(m_spec.path, value, typing);
    if (error.isEmpty())
        sync();
    else
        say(error, true);
}

void FieldRow::fillMenu()
{
    m_menu->clear();
    m_menu->addAction(tr("Literal"), this, [this] {
        m_forceLiteral = true;
        m_forceExpression = false;
        if (m_model.own(m_spec.path).isComputed())
            commit({}, false);
        else
            sync();
        if (m_editor)
            m_editor->setFocus();
    });
    QMenu *variables = m_menu->addMenu(tr("Variable"));
    for (const VariableId &id : m_model.context().blueprint().ids<Variable>())
        variables->addAction(id.text(), this, [this, name = id.text()] { commit(VariableReference{name}, false); });
    variables->setEnabled(!variables->isEmpty());
    m_menu->addAction(tr("Reference…"), this, &FieldRow::pickReference);
    m_menu->addAction(tr("Expression"), this, [this] {
        m_forceExpression = true;
        sync();
        m_shown->setFocus();
    });
    m_menu->addSeparator();
    m_menu
        ->addAction(tr("Unset"), this,
                    [this] {
                        m_forceLiteral = m_forceExpression = false;
                        commit({}, false);
                    })
        ->setEnabled(!m_model.own(m_spec.path).isNull() || m_model.differs(m_spec.path));
}

void FieldRow::pickReference()
{
    auto *picker = new ReferencePicker(m_model, m_spec, this);
    connect(picker, &ReferencePicker::picked, this, [this](const Reference &reference) {
        if (!m_spec.type.isList()) {
            commit(reference, false);
            return;
        }
        ValueList items = m_model.own(m_spec.path).toList();
        if (!items.contains(Value(reference)))
            items.append(reference);
        commit(items, false);
    });
    picker->open();
}

} // namespace groundplan

#include "moc_fieldrow.cpp"
