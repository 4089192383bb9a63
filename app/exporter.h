// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/editor.h"
#include "generators/generator.h"
#include "views/paint/picture.h"

#include <QObject>

class QFileDialog;
class QPrinter;

namespace groundplan {

/// Writes a document as code or as a picture where the user says. What the target can't say is shown before anything is written.
class Exporter : public QObject {
    Q_OBJECT
public:
    Exporter(Program &program, QWidget *window);

    void askTerraform(Editor &editor);
    void askTemplate(Editor &editor, Target target);
    void askPicture(Editor &editor);
    void askPrint(Editor &editor);    ///< shows how it would look on paper
    void copyPicture(Editor &editor); ///< the page, for other programs

    Result<> exportTerraform(const Editor &editor, const QString &folder) const;
    Result<> exportTemplate(const Editor &editor, Target target, const QString &path) const;
    Result<> exportPicture(const Editor &editor, const QString &path) const;
    /// Each page of the blueprint on a sheet of its own, as large as it fits. Errors: nothing is drawn.
    Result<> print(const Editor &editor, QPrinter &printer) const;

    /// How the page in front is drawn as a picture.
    PictureOptions pictureOptions(const Editor &editor) const;

private:
    /// Goes on when there is no error, or when the user wants it all the same.
    void check(Editor &editor, Target target, std::function<void(const QStringList &warnings)> proceed);
    QFileDialog *dialog(Editor &editor, const QString &title, const QString &filter, const QString &name);
    void report(Editor *editor, const Result<> &done, const QString &path, const QStringList &warnings = {});
    void showWarnings(const QStringList &warnings);
    Generated generated(const Editor &editor, Target target) const;

    Program &m_program;
    QWidget *m_window;
};

} // namespace groundplan
