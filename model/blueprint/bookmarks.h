// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/blueprint.h"

namespace groundplan {

/// A part of a page that a user wants to come back to. Kept with the page; drawn nowhere, exported never.
struct Bookmark {
    PageId page;
    QString name;
    QRectF view; ///< on the page
    bool operator==(const Bookmark &) const = default;
};

QList<Bookmark> bookmarksOf(const Blueprint &blueprint); ///< in the order of the pages, each page's as they were made

namespace edits {

/// A name that its page has already gets a number.
Result<ChangeSet> addBookmark(const Blueprint &blueprint, Bookmark bookmark);
Result<ChangeSet> removeBookmark(const Blueprint &blueprint, const Bookmark &bookmark);

} // namespace edits

} // namespace groundplan
