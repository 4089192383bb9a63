// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/dialogs/historydialog.h"

#include "views/panels/panelstyle.h"

#include <QDialogButtonBox>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace groundplan {

namespace {

constexpr qint64 mostLogBytes = qint64(2) * 1024 * 1024; // of a longer log its end, where the outcome is
constexpr int logRole = Qt::UserRole;

QString kindText(const QString &kind)
{
    const std::pair<QString, QString> texts[] = {
        {QStringLiteral("validate"), HistoryDialog::tr("Validate")}, {QStringLiteral("plan"), HistoryDialog::tr("Plan")},
        {QStringLiteral("apply"), HistoryDialog::tr("Apply")},       {QStringLiteral("plan-destroy"), HistoryDialog::tr("Plan to destroy")},
        {QStringLiteral("destroy"), HistoryDialog::tr("Destroy")},
    };
    for (const auto &[id, text] : texts) {
        if (id == kind)
            return text;
    }
    return kind;
}

QString outcomeText(const QString &outcome)
{
    return outcome == QLatin1String("failed")   ? HistoryDialog::tr("Failed")
        : outcome == QLatin1String("cancelled") ? HistoryDialog::tr("Cancelled")
                                                : HistoryDialog::tr("Done");
}

/// "+3 ~1 −2", with a replacement as both.
QString changesText(const PastRun &run)
{
    QStringList parts;
    const auto add = [&parts](const QString &sign, int count) {
        if (count > 0)
            parts << sign + QString::number(count);
    };
    add(QStringLiteral("+"), run.creates);
    add(QStringLiteral("~"), run.updates);
    add(QStringLiteral("±"), run.replaces);
    add(QStringLiteral("−"), run.deletes);
    return parts.join(QLatin1Char(' '));
}

QString logOf(const QString &path)
{
    QFile file(path);
    if (path.isEmpty() || !file.open(QIODevice::ReadOnly))
        return HistoryDialog::tr("The output of this run is not kept any more.");
    if (file.size() > mostLogBytes)
        file.seek(file.size() - mostLogBytes);
    return QString::fromUtf8(file.readAll());
}

} // namespace

HistoryDialog::HistoryDialog(const QList<PastRun> &runs, QWidget *parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("deployHistory"));
    setWindowTitle(tr("Deployment history"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(860, 560);
    auto *list = new QTreeWidget(this);
    list->setObjectName(QStringLiteral("historyList"));
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setHeaderLabels({tr("When"), tr("What"), tr("Environment"), tr("Changes"), tr("Outcome"), tr("Engine")});
    for (const PastRun &run : runs) {
        auto *row = new QTreeWidgetItem(list,
                                        {QLocale().toString(run.started, QLocale::ShortFormat), kindText(run.kind),
                                         run.environment.isEmpty() ? tr("As drawn") : run.environment, changesText(run),
                                         outcomeText(run.outcome), run.engine});
        row->setData(0, logRole, run.logPath);
        for (int column = 0; column < list->columnCount(); ++column)
            row->setToolTip(column, run.message);
    }
    list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    auto *output = new QPlainTextEdit(this);
    output->setObjectName(QStringLiteral("historyOutput"));
    output->setReadOnly(true);
    output->setLineWrapMode(QPlainTextEdit::NoWrap);
    output->setPlaceholderText(runs.isEmpty() ? tr("Nothing was planned or applied yet.") : tr("Choose a run to read its output."));
    const QFont &codeFont = styleOf(palette()).codeFont;
    output->setStyleSheet(QStringLiteral("font-family: \"%1\"; font-size: %2px;") // a style sheet's font wins over setFont()
                              .arg(codeFont.families().join(QStringLiteral("\", \"")))
                              .arg(codeFont.pixelSize()));
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(list);
    splitter->addWidget(output);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(10);
    layout->addWidget(splitter, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(list, &QTreeWidget::currentItemChanged, this, [output](const QTreeWidgetItem *row) {
        if (row)
            output->setPlainText(logOf(row->data(0, logRole).toString()));
    });
}

} // namespace groundplan

#include "moc_historydialog.cpp"
