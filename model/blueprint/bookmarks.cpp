// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/bookmarks.h"

#include <QCoreApplication>

namespace groundplan {

using namespace Qt::StringLiterals;

namespace {

// Versions that do not know the field keep it, as any other that they do not know.
const QString bookmarksField = u"bookmarks"_s;

struct BookmarkText {
    Q_DECLARE_TR_FUNCTIONS(Edits)
};

QList<Bookmark> bookmarksIn(const Page &page)
{
    QList<Bookmark> found;
    const ValueList rows = page.extra.value(bookmarksField).toList();
    for (const Value &row : rows) {
        const ValueList view = row[u"view"_s].toList();
        if (view.size() == 4)
            found.append({page.id, row[u"name"_s].toString(), {view[0].toReal(), view[1].toReal(), view[2].toReal(), view[3].toReal()}});
    }
    return found;
}

ChangeSet withBookmarks(const Page &page, const QList<Bookmark> &bookmarks, const QString &text)
{
    Page after = page;
    ValueList rows;
    for (const Bookmark &bookmark : bookmarks) {
        const QRectF &view = bookmark.view;
        rows.append(Value(ValueMap{{u"name"_s, bookmark.name}, {u"view"_s, ValueList{view.x(), view.y(), view.width(), view.height()}}}));
    }
    if (rows.isEmpty())
        after.extra.remove(bookmarksField);
    else
        after.extra.insert(bookmarksField, rows);
    ChangeSet changes(text);
    changes.replace(page, after);
    return changes;
}

} // namespace

QList<Bookmark> bookmarksOf(const Blueprint &blueprint)
{
    QList<Bookmark> all;
    for (const PageId &id : blueprint.pages())
        all += bookmarksIn(*blueprint.find(id));
    return all;
}

Result<ChangeSet> edits::addBookmark(const Blueprint &blueprint, Bookmark bookmark)
{
    const Page *page = blueprint.find(bookmark.page);
    if (!page || bookmark.view.isEmpty())
        return Error{BookmarkText::tr("There is nothing to come back to.")};
    QList<Bookmark> all = bookmarksIn(*page);
    const auto isTaken = [&all](const QString &name) {
        return std::any_of(all.begin(), all.end(), [&name](const Bookmark &other) { return other.name == name; });
    };
    const QString wanted = bookmark.name;
    for (int number = 2; isTaken(bookmark.name); ++number)
        bookmark.name = u"%1 %2"_s.arg(wanted).arg(number);
    all.append(bookmark);
    return withBookmarks(*page, all, BookmarkText::tr("Bookmark %1").arg(bookmark.name));
}

Result<ChangeSet> edits::removeBookmark(const Blueprint &blueprint, const Bookmark &bookmark)
{
    const Page *page = blueprint.find(bookmark.page);
    QList<Bookmark> all = page ? bookmarksIn(*page) : QList<Bookmark>();
    if (!all.removeOne(bookmark))
        return Error{BookmarkText::tr("The bookmark is gone already.")};
    return withBookmarks(*page, all, BookmarkText::tr("Remove bookmark %1").arg(bookmark.name));
}

} // namespace groundplan
