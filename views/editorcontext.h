// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/document.h"
#include "model/catalog/catalog.h"
#include "views/selection.h"

#include <functional>

namespace groundplan {

/// What a canvas or panel needs of the open document: it reads the document and asks for edits, it never applies them itself.
struct EditorContext {
    const Document &document;
    const Catalog &catalog;
    Selection &selection;
    std::function<Result<>(const ChangeSet &)> commit; ///< one undo step; the error is for the user

    const Blueprint &blueprint() const { return document.blueprint(); }
};

} // namespace groundplan
