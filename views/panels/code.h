// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/editorcontext.h"
#include "views/panels/codehighlighter.h"

#include <QMap>
#include <QWidget>

class QBoxLayout;
class QComboBox;
class QLabel;
class QTabBar;
class QToolButton;

namespace groundplan {

struct Style;
class CodeEdit;

/// Generated code as the panel shows it.
struct CodeFiles {
    struct Block {
        QString file;
        int firstLine = 1, lineCount = 1;
        ResourceId resource;
        bool isOwn = true; ///< else one that was made for it
    };
    CodeLanguage language = CodeLanguage::Hcl;
    QMap<QString, QString> files;
    QList<Block> blocks;
    QStringList problems;   ///< what the target cannot say, errors first
    bool hasErrors = false; ///< among the problems
};

/// The code of the document, in step with the selection. It asks for a target and is given files; making them is the program's.
class CodePanel : public QWidget {
    Q_OBJECT
public:
    CodePanel(EditorContext context, const QList<std::pair<QString, QString>> &targets, QWidget *parent = nullptr); ///< id, title

    void showFiles(const CodeFiles &files);
    QString target() const;
    void setTarget(const QString &id);
    bool isSelectionOnly() const;
    QString currentFile() const;

    QSize sizeHint() const override { return {390, 220}; }

Q_SIGNALS:
    /// Target, or selection only, or what is selected while that is on; also when the panel is shown again.
    void wanted();

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildHeader(QBoxLayout *layout, const QList<std::pair<QString, QString>> &targets);
    /// The block that stands for a resource, in `file` or anywhere; null when there is none.
    const CodeFiles::Block *blockOf(const ResourceId &resource, const QString &file = {}) const;
    void followSelection();
    void selectAt(int line);
    void showFile(const QString &name);
    void markSelected(bool scroll);
    void showPlace();
    void fitTarget();
    void showIcons();

    EditorContext m_context;
    CodeFiles m_files;
    QComboBox *m_target;
    QToolButton *m_selectionOnly;
    QToolButton *m_copy;
    QLabel *m_place;
    QString m_placeText; ///< of which m_place shows what fits
    QLabel *m_problem;
    QTabBar *m_tabs;
    CodeEdit *m_edit;
    CodeHighlighter *m_highlighter;
    const Style *m_style;
};

} // namespace groundplan
