// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/paint/picture.h"

namespace groundplan {

/// A page as a Mermaid flowchart, which README files and wikis draw: zones as nested subgraphs, one node for each appearance, lines
/// with what they say. Where things stand is Mermaid's own business. Errors: no such page, nothing drawn on it.
Result<QByteArray> renderMermaid(const Blueprint &blueprint, const Catalog &catalog, const PictureOptions &options);

namespace mermaid {
/// `words` such that they stand in quotes and Mermaid shows just them: no entity, tag, Markdown, icon or formula.
QString quotable(const QString &words);
} // namespace mermaid

} // namespace groundplan
