// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/properties/editors.h"

#include "model/blueprint/jsontext.h"
#include "views/paint/style.h"
#include "views/panels/properties/flowlayout.h"
#include "views/panels/properties/listeditors.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace groundplan {

using namespace Qt::StringLiterals;

namespace {

QVBoxLayout *bare(QWidget *widget)
{
    auto *layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    return layout;
}

/// A number as it was typed, or nothing.
std::optional<Value> numberFrom(const QString &text)
{
    bool ok = false;
    if (const qint64 whole = text.toLongLong(&ok); ok)
        return Value(whole);
    if (const double real = text.toDouble(&ok); ok && qIsFinite(real))
        return Value(real);
    return std::nullopt;
}

class TextEditor : public ValueEditor {
public:
    TextEditor(const FieldSpec &spec, QWidget *parent)
        : ValueEditor(parent),
          m_edit(new QLineEdit(this)),
          m_number(spec.type.kind == AttributeType::Kind::Number)
    {
        bare(this)->addWidget(m_edit);
        setFocusProxy(m_edit);
        if (m_number)
            m_edit->setAlignment(Qt::AlignRight);
        if (spec.sensitive)
            m_edit->setEchoMode(QLineEdit::PasswordEchoOnEdit);
        connect(m_edit, &QLineEdit::textEdited, this, [this](const QString &text) { take(text); });
    }
    void setValue(const Value &value) override
    {
        if (text() == value)
            return;
        m_edit->setText(value.toString());
        m_edit->setCursorPosition(0);
    }
    void setHint(const QString &hint) override { m_edit->setPlaceholderText(hint); }

private:
    Value text() const
    {
        if (m_edit->text().isEmpty())
            return {};
        return m_number ? numberFrom(m_edit->text().trimmed()).value_or(Value(m_edit->text())) : Value(m_edit->text());
    }
    void take(const QString &typed)
    {
        if (m_number && !typed.isEmpty() && !numberFrom(typed.trimmed())) {
            Q_EMIT refused(tr("“%1” is not a number.").arg(typed));
            return;
        }
        Q_EMIT edited(text(), true);
    }

    QLineEdit *m_edit;
    bool m_number;
};

class ChoiceEditor : public ValueEditor {
public:
    ChoiceEditor(const FieldSpec &spec, QWidget *parent)
        : ValueEditor(parent),
          m_box(new QComboBox(this)),
          m_number(spec.type.kind == AttributeType::Kind::Number),
          m_editable(!spec.rule.certain)
    {
        bare(this)->addWidget(m_box);
        setFocusProxy(m_box);
        m_box->setMinimumContentsLength(6);
        m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        m_box->setFocusPolicy(Qt::StrongFocus); // the wheel scrolls the form, not the choice
        m_box->installEventFilter(this);
        m_box->addItem(QString());
        m_box->addItems(spec.rule.values);
        if (m_editable) {
            m_box->setEditable(true);
            m_box->setInsertPolicy(QComboBox::NoInsert);
            m_box->completer()->setCompletionMode(QCompleter::PopupCompletion);
            m_box->completer()->setFilterMode(Qt::MatchContains);
            connect(m_box->lineEdit(), &QLineEdit::textEdited, this, [this](const QString &text) { take(text, true); });
        }
        connect(m_box, &QComboBox::textActivated, this, [this](const QString &text) { take(text, false); });
    }
    void setValue(const Value &value) override
    {
        const QString text = value.toString();
        if (m_box->currentText() == text)
            return;
        if (m_editable) {
            m_box->setEditText(text);
            m_box->lineEdit()->setCursorPosition(0); // a long value shows its beginning
            return;
        }
        if (m_box->findText(text) < 0)
            m_box->addItem(text); // not among the known ones, but it is what the file says
        m_box->setCurrentIndex(m_box->findText(text));
    }
    void setHint(const QString &hint) override
    {
        if (m_editable)
            m_box->lineEdit()->setPlaceholderText(hint);
        else
            m_box->setPlaceholderText(hint);
    }
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Wheel && !m_box->hasFocus()) {
            event->ignore();
            return true;
        }
        return ValueEditor::eventFilter(watched, event);
    }

private:
    void take(const QString &text, bool typing)
    {
        if (text.isEmpty())
            Q_EMIT edited({}, typing);
        else if (!m_number)
            Q_EMIT edited(text, typing);
        else if (const auto number = numberFrom(text))
            Q_EMIT edited(*number, typing);
        else
            Q_EMIT refused(tr("“%1” is not a number.").arg(text));
    }

    QComboBox *m_box;
    bool m_number, m_editable;
};

/// Set or not; half checked while nothing is said. A click never goes back to that: the field's menu unsets.
class SwitchEditor : public ValueEditor {
    class Box : public QCheckBox {
    public:
        using QCheckBox::QCheckBox;
        void nextCheckState() override { setCheckState(checkState() == Qt::Checked ? Qt::Unchecked : Qt::Checked); }
    };

public:
    explicit SwitchEditor(QWidget *parent) : ValueEditor(parent), m_box(new Box(this))
    {
        bare(this)->addWidget(m_box);
        setFocusProxy(m_box);
        m_box->setTristate(true);
        connect(m_box, &QCheckBox::clicked, this, [this] { Q_EMIT edited(m_box->checkState() == Qt::Checked, false); });
        setValue({});
    }
    void setValue(const Value &value) override
    {
        m_box->setCheckState(value.isNull() ? Qt::PartiallyChecked : value.toBool() ? Qt::Checked : Qt::Unchecked);
        m_box->setText(value.isNull() ? (m_hint.isEmpty() ? tr("not set") : m_hint) : value.toBool() ? tr("on") : tr("off"));
    }
    void setHint(const QString &hint) override
    {
        m_hint = hint;
        if (m_box->checkState() == Qt::PartiallyChecked)
            setValue({});
    }

private:
    QCheckBox *m_box;
    QString m_hint;
};

/// Anything, as JSON: policies, and types that no other editor fits.
class DocumentEditor : public ValueEditor {
public:
    explicit DocumentEditor(QWidget *parent) : ValueEditor(parent), m_edit(new QPlainTextEdit(this))
    {
        bare(this)->addWidget(m_edit);
        setFocusProxy(m_edit);
        m_edit->setFont(Style::light().codeFont);
        m_edit->setTabChangesFocus(true);
        m_edit->setFixedHeight(132);
        connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
            if (m_edit->hasFocus())
                take();
        });
    }
    void setValue(const Value &value) override
    {
        if (value == m_shown && !m_edit->toPlainText().isEmpty())
            return;
        m_shown = value;
        QByteArray text;
        if (!value.isNull())
            jsontext::appendPretty(text, value, 0);
        m_edit->setPlainText(QString::fromUtf8(text));
    }
    void setHint(const QString &hint) override { m_edit->setPlaceholderText(hint.isEmpty() ? tr("JSON") : hint); }

private:
    void take()
    {
        const QByteArray text = m_edit->toPlainText().toUtf8();
        const auto read = text.trimmed().isEmpty() ? Result<Value>(Value()) : jsontext::read(text);
        if (!read) {
            Q_EMIT refused(read.error().text());
            return;
        }
        m_shown = read.value();
        Q_EMIT edited(m_shown, true);
    }

    QPlainTextEdit *m_edit;
    Value m_shown;
};

enum class Kind { Text, Choice, Switch, Chips, Rows, Document };

Kind kindFor(const FieldSpec &spec, const Value &value)
{
    using Type = AttributeType::Kind;
    const auto isScalar = [](const AttributeType &type) {
        return type.kind == Type::String || type.kind == Type::Number || type.kind == Type::Bool;
    };
    if (spec.type.kind == Type::Bool)
        return Kind::Switch;
    if (spec.type.kind == Type::String || spec.type.kind == Type::Number) {
        if (value.isMap() || value.isList())
            return Kind::Document;
        return spec.rule.values.isEmpty() ? Kind::Text : Kind::Choice;
    }
    if (spec.type.isList() && spec.type.element && isScalar(*spec.type.element))
        return Kind::Chips;
    if (spec.type.kind == Type::Map && spec.type.element && isScalar(*spec.type.element))
        return Kind::Rows;
    return Kind::Document;
}

} // namespace

ValueEditor *makeEditor(const FieldSpec &spec, const Value &value, const FormModel &model, QWidget *parent)
{
    switch (kindFor(spec, value)) {
    case Kind::Text: return new TextEditor(spec, parent);
    case Kind::Choice: return new ChoiceEditor(spec, parent);
    case Kind::Switch: return new SwitchEditor(parent);
    case Kind::Chips: return new ChipsEditor(spec, model, parent);
    case Kind::Rows: return new RowsEditor(model, parent);
    case Kind::Document: break;
    }
    return new DocumentEditor(parent);
}

bool needsOtherEditor(const FieldSpec &spec, const Value &before, const Value &value)
{
    // Null fits every editor: clearing a document while typing keeps it.
    return !value.isNull() && kindFor(spec, before) != kindFor(spec, value);
}

Chip::Chip(const QString &text, bool removable, QWidget *parent) : QWidget(parent), m_text(text), m_removable(removable)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setAccessibleName(text);
    setToolTip(text);
}

QSize Chip::sizeHint() const { return {fontMetrics().horizontalAdvance(m_text) + 14 + (m_removable ? 14 : 0), fontMetrics().height() + 8}; }

QRect Chip::crossRect() const { return m_removable ? QRect(width() - 19, 0, 19, height()) : QRect(); }

void Chip::paintEvent(QPaintEvent *)
{
    const Style &style = Style::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(style.chip);
    painter.drawRoundedRect(rect(), 4, 4);
    painter.setPen(isEnabled() ? style.text : style.textSecondary);
    const QRect text = rect().adjusted(7, 0, m_removable ? -19 : -7, 0);
    painter.drawText(text, Qt::AlignVCenter, fontMetrics().elidedText(m_text, Qt::ElideMiddle, text.width()));
    if (m_removable) {
        painter.setPen(QPen(style.textSecondary, 1.2));
        const QPointF middle = QRectF(crossRect()).center();
        painter.drawLine(middle + QPointF(-3, -3), middle + QPointF(3, 3));
        painter.drawLine(middle + QPointF(-3, 3), middle + QPointF(3, -3));
    }
}

void Chip::mouseReleaseEvent(QMouseEvent *event)
{
    if (!rect().contains(event->position().toPoint()))
        return;
    if (crossRect().contains(event->position().toPoint()))
        Q_EMIT removed();
    else
        Q_EMIT clicked();
}

} // namespace groundplan

#include "moc_editors.cpp"
