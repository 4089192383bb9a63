// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/paint/style.h"

#include <QSyntaxHighlighter>

namespace groundplan {

enum class CodeLanguage { Hcl, Yaml, Json };

/// Syntax colours for what the generators write. Line by line, without state: none of them writes tokens over several lines.
class CodeHighlighter : public QSyntaxHighlighter {
    Q_OBJECT
public:
    CodeHighlighter(QTextDocument *document, const Style &style);
    /// Takes effect with the next text, so that a change of both costs one pass.
    void setLanguage(CodeLanguage language) { m_language = language; }
    void setStyle(const Style &style);

protected:
    void highlightBlock(const QString &text) override;

private:
    void highlightHcl(const QString &text);
    void highlightYaml(const QString &text);
    void highlightJson(const QString &text);
    qsizetype highlightString(const QString &text, qsizetype start, const QTextCharFormat &format);
    void scanValues(const QString &text, qsizetype from);

    CodeLanguage m_language = CodeLanguage::Hcl;
    QTextCharFormat m_keyword, m_string, m_number, m_comment, m_name, m_reference;
};

} // namespace groundplan
