// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/statusstrip.h"

#include <QHBoxLayout>
#include <QLabel>

namespace groundplan {

namespace {

// The program's own language has no translation file that would choose the plural.
QString counted(int number, const QString &one, const QString &many) { return number == 1 ? one : many.arg(number); }

} // namespace

StatusStrip::StatusStrip(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("statusStrip"));
    setAttribute(Qt::WA_StyledBackground);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 4, 14, 4);
    layout->setSpacing(20);
    const auto add = [&](const char *name) {
        auto *label = new QLabel(this);
        label->setObjectName(QString::fromLatin1(name));
        label->setTextFormat(Qt::PlainText);
        layout->addWidget(label);
        return label;
    };
    m_resources = add("statusResources");
    m_selected = add("statusSelected");
    m_problems = add("statusProblems");
    m_monthly = add("statusMonthly");
    m_message = add("statusMessage");
    layout->setStretchFactor(m_message, 1);
    m_message->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_place = add("statusPlace");
    m_zoom = add("statusZoom");
    m_saved = add("statusSaved");
    m_fade.setSingleShot(true);
    m_fade.setInterval(8000);
    connect(&m_fade, &QTimer::timeout, m_message, &QLabel::clear);
}

void StatusStrip::showFacts(const Facts &facts)
{
    m_resources->setText(counted(facts.resources, tr("1 resource"), tr("%1 resources")));
    m_selected->setText(facts.selected > 0 ? tr("%1 selected").arg(facts.selected) : QString());
    m_selected->setVisible(facts.selected > 0);
    m_problems->setText(facts.isChecking         ? tr("Checking…")
                            : facts.problems > 0 ? counted(facts.problems, tr("1 problem"), tr("%1 problems"))
                                                 : tr("No problems"));
    m_monthly->setText(tr("%1 / month").arg(facts.monthly));
    m_place->setText(facts.place);
    m_zoom->setText(facts.zoom);
    m_saved->setText(facts.saved);
}

void StatusStrip::say(const QString &text)
{
    m_message->setText(text);
    if (text.isEmpty())
        m_fade.stop();
    else
        m_fade.start();
}

QString StatusStrip::text() const
{
    QStringList parts;
    for (const QLabel *label : {m_resources, m_selected, m_problems, m_monthly, m_message, m_place, m_zoom, m_saved}) {
        if (!label->text().isEmpty())
            parts.append(label->text());
    }
    return parts.join(QStringLiteral(" · "));
}

} // namespace groundplan

#include "moc_statusstrip.cpp"
