// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exporter.h"

#include "model/blueprint/diskfile.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QImage>
#include <QMessageBox>
#include <QMimeData>
#include <QPainter>
#include <QPointer>
#include <QPrintPreviewDialog>
#include <QPrinter>
#include <QPushButton>
#include <QUrl>

namespace groundplan {

namespace {

QStringList messagesOf(const QList<Diagnostic> &diagnostics, bool errors)
{
    QStringList messages;
    for (const Diagnostic &diagnostic : diagnostics) {
        if ((diagnostic.severity == Severity::Error) == errors)
            messages.append(diagnostic.message);
    }
    return messages;
}

} // namespace

Exporter::Exporter(Program &program, QWidget *window) : QObject(window), m_program(program), m_window(window) { }

Generated Exporter::generated(const Editor &editor, Target target) const
{
    return generate(editor.blueprint(), m_program.catalog, target, {{}, editor.environment()});
}

Result<> Exporter::exportTerraform(const Editor &editor, const QString &folder) const
{
    return generated(editor, Target::Terraform).files.writeTo(folder);
}

Result<> Exporter::exportTemplate(const Editor &editor, Target target, const QString &path) const
{
    const Generated made = generated(editor, target);
    if (made.files.files.isEmpty())
        return Error{tr("There is nothing to export.")};
    if (const auto written = diskfile::replace(path, made.files.files.first()); !written)
        return Error{tr("The template can't be written: %1.").arg(written.error().message), QDir::toNativeSeparators(path)};
    return {};
}

PictureOptions Exporter::pictureOptions(const Editor &editor) const
{
    PictureOptions options;
    options.page = const_cast<Editor &>(editor).canvas().page();
    options.theme = m_program.theme.style().name;
    options.scale = 2;
    if (setting::showCosts.of(m_program.settings)) {
        const auto &costs = editor.estimate().byResource();
        for (auto it = costs.constBegin(); it != costs.constEnd(); ++it) {
            if (!it->monthly.isZero())
                options.costs.insert(it.key(), dollars(it->monthly));
        }
    }
    std::tie(options.environment, options.monthly) = editor.noteFacts();
    return options;
}

Result<> Exporter::exportPicture(const Editor &editor, const QString &path) const
{
    return savePicture(editor.blueprint(), m_program.catalog, pictureOptions(editor), path);
}

void Exporter::copyPicture(Editor &editor)
{
    PictureOptions options = pictureOptions(editor);
    options.theme = QStringLiteral("light"); // it goes where paper is white
    const auto png = renderPng(editor.blueprint(), m_program.catalog, options);
    const auto svg = renderSvg(editor.blueprint(), m_program.catalog, options);
    if (!png || !svg) {
        editor.say(Error{tr("Not copied. %1").arg((png ? svg : png).error().message)}, QStringLiteral("export"));
        return;
    }
    auto *content = new QMimeData; // the clipboard takes it
    content->setImageData(QImage::fromData(*png, "PNG"));
    content->setData(QStringLiteral("image/png"), *png);
    content->setData(QStringLiteral("image/svg+xml"), *svg);
    QApplication::clipboard()->setMimeData(content);
    editor.canvas().tell(tr("The page is on the clipboard, as a picture."));
}

Result<> Exporter::print(const Editor &editor, QPrinter &printer) const
{
    PictureOptions options = pictureOptions(editor);
    options.theme = QStringLiteral("light");
    options.transparent = true; // paper has its own colour
    options.title = true;
    QPainter painter;
    Error nothing;
    for (const PageId &page : editor.blueprint().pages()) {
        options.page = page;
        const auto size = pictureSize(editor.blueprint(), m_program.catalog, options);
        if (!size) { // a page without anything on it needs no sheet
            nothing = size.error();
            continue;
        }
        const bool isWide = size->width() > size->height();
        printer.setPageOrientation(isWide ? QPageLayout::Landscape : QPageLayout::Portrait);
        if (painter.isActive() ? !printer.newPage() : !painter.begin(&printer))
            return Error{tr("The printer does not answer.")};
        const QRectF sheet(QPointF(), printer.pageLayout().paintRectPixels(printer.resolution()).size());
        if (const auto painted = paintPicture(painter, sheet, editor.blueprint(), m_program.catalog, options); !painted)
            return painted;
    }
    if (!painter.isActive())
        return nothing;
    return {};
}

void Exporter::askPrint(Editor &editor)
{
    auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    printer->setDocName(editor.session().title());
    auto *preview = new QPrintPreviewDialog(printer.get(), m_window);
    preview->setObjectName(QStringLiteral("printPreview"));
    preview->setAttribute(Qt::WA_DeleteOnClose);
    preview->resize(1000, 760);
    connect(preview, &QPrintPreviewDialog::paintRequested, this, [this, target = QPointer<Editor>(&editor)](QPrinter *paper) {
        if (!target)
            return;
        if (const auto printed = print(*target, *paper); !printed)
            target->say(printed.error(), QStringLiteral("export"));
    });
    connect(preview, &QObject::destroyed, this, [printer] {}); // which outlives its preview
    preview->open();
}

void Exporter::check(Editor &editor, Target target, std::function<void(const QStringList &)> proceed)
{
    const QList<Diagnostic> diagnostics = withFindings(generated(editor, target).diagnostics, editor.findings().sorted());
    const QStringList errors = messagesOf(diagnostics, true), warnings = messagesOf(diagnostics, false);
    if (errors.isEmpty()) {
        proceed(warnings);
        return;
    }
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Export"), tr("The export would not be complete."), QMessageBox::Cancel, m_window);
    box->setObjectName(QStringLiteral("exportProblems"));
    box->setInformativeText(errors.mid(0, 8).join(QLatin1Char('\n')) + (errors.size() > 8 ? QStringLiteral("\n…") : QString()));
    box->setDetailedText((errors + warnings).join(QLatin1Char('\n')));
    QPushButton *all = box->addButton(tr("Export all the same"), QMessageBox::AcceptRole);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(all, &QPushButton::clicked, this, [proceed = std::move(proceed), warnings] { proceed(warnings); });
    box->open();
}

QFileDialog *Exporter::dialog(Editor &editor, const QString &title, const QString &filter, const QString &name)
{
    auto *chooser = new QFileDialog(m_window, title, setting::exportFolder.of(m_program.settings), filter);
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setAcceptMode(QFileDialog::AcceptSave);
    if (!name.isEmpty())
        chooser->selectFile(editor.session().title() + name);
    return chooser;
}

void Exporter::showWarnings(const QStringList &warnings)
{
    constexpr qsizetype most = 12;
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Export"), tr("Exported. This is worth knowing:"), QMessageBox::Close, m_window);
    box->setObjectName(QStringLiteral("exportWarnings"));
    box->setTextFormat(Qt::PlainText); // names of a file from elsewhere are text, never markup
    box->setInformativeText(warnings.mid(0, most).join(QLatin1Char('\n')) + (warnings.size() > most ? QStringLiteral("\n…") : QString()));
    if (warnings.size() > most)
        box->setDetailedText(warnings.join(QLatin1Char('\n')));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void Exporter::report(Editor *editor, const Result<> &done, const QString &path, const QStringList &warnings)
{
    if (!editor)
        return;
    const QString id = QStringLiteral("export");
    if (!done) {
        editor->say(Error{tr("Not exported. %1").arg(done.error().message), done.error().detail}, id);
        return;
    }
    const QString folder = QFileInfo(path).isDir() ? path : QFileInfo(path).absolutePath();
    setting::exportFolder.set(m_program.settings, folder);
    QString text = tr("Exported to %1").arg(QDir::toNativeSeparators(path));
    QList<NoticeBar::Answer> answers{{tr("Open folder"), [folder] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); }}};
    if (!warnings.isEmpty()) {
        text += QStringLiteral(" · ") + (warnings.size() == 1 ? tr("1 warning") : tr("%1 warnings").arg(warnings.size()));
        answers.prepend({tr("Show warnings"), [this, warnings] { showWarnings(warnings); }});
    }
    editor->notices().show({id, text, QString(), answers});
}

void Exporter::askTerraform(Editor &editor)
{
    const QPointer<Editor> target(&editor);
    check(editor, Target::Terraform, [this, target](const QStringList &warnings) {
        if (!target)
            return;
        QFileDialog *chooser = dialog(*target, tr("Export Terraform into a folder"), QString(), QString());
        chooser->setAcceptMode(QFileDialog::AcceptOpen);
        chooser->setFileMode(QFileDialog::Directory);
        connect(chooser, &QFileDialog::fileSelected, this, [this, target, warnings](const QString &folder) {
            if (target)
                report(target, exportTerraform(*target, folder), folder, warnings);
        });
        chooser->open();
    });
}

void Exporter::askTemplate(Editor &editor, Target kind)
{
    const QPointer<Editor> target(&editor);
    check(editor, kind, [this, target, kind](const QStringList &warnings) {
        if (!target)
            return;
        const bool json = kind == Target::CloudFormationJson;
        QFileDialog *chooser =
            dialog(*target, tr("Export a CloudFormation template"), json ? tr("JSON (*.json)") : tr("YAML (*.yaml *.yml)"),
                   json ? QStringLiteral(".json") : QStringLiteral(".yaml"));
        chooser->setDefaultSuffix(json ? QStringLiteral("json") : QStringLiteral("yaml"));
        connect(chooser, &QFileDialog::fileSelected, this, [this, target, kind, warnings](const QString &path) {
            if (target)
                report(target, exportTemplate(*target, kind, path), path, warnings);
        });
        chooser->open();
    });
}

void Exporter::askPicture(Editor &editor)
{
    const QPointer<Editor> target(&editor);
    QFileDialog *chooser = dialog(editor, tr("Export a picture"),
                                  tr("PNG (*.png);;SVG (*.svg);;PDF (*.pdf);;draw.io (*.drawio);;Mermaid (*.mmd)"), QStringLiteral(".png"));
    chooser->setDefaultSuffix(QStringLiteral("png"));
    connect(chooser, &QFileDialog::filterSelected, chooser, [chooser](const QString &filter) {
        // The kind that is chosen is the kind that is written.
        const QString suffix = filter.section(QStringLiteral("*."), 1, 1).chopped(1);
        chooser->setDefaultSuffix(suffix);
        if (const QStringList names = chooser->selectedFiles(); names.size() == 1 && !QFileInfo(names.first()).isDir())
            chooser->selectFile(QFileInfo(names.first()).completeBaseName() + QLatin1Char('.') + suffix);
    });
    connect(chooser, &QFileDialog::fileSelected, this, [this, target](const QString &path) {
        if (target)
            report(target, exportPicture(*target, path), path);
    });
    chooser->open();
}

} // namespace groundplan

#include "moc_exporter.cpp"
