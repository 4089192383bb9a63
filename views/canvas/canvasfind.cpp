// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/canvas/canvas_p.h"

#include "views/paint/zonerole.h"

namespace groundplan {

void Canvas::find()
{
    if (!d->findBar)
        d->buildFindBar();
    d->layoutChildren();
    d->findBar->start();
    d->search();
}

void Canvas::Private::buildFindBar()
{
    const EditorContext &context = stage.context();
    index = std::make_unique<search::Index>(context.catalog, [&context](const Resource &subnet) {
        return zoneRole(context.blueprint(), context.catalog, subnet) == ZoneRole::PublicSubnet;
    });
    findBar = new FindBar(q->viewport());
    findBar->setTheme(stage.scene().style());
    connect(findBar, &FindBar::textChanged, q, [this] {
        match = -1;
        search();
    });
    connect(findBar, &FindBar::stepRequested, q, [this](bool isForward) { goToMatch(isForward); });
    connect(findBar, &FindBar::selectAllRequested, q, [this] {
        search();
        if (!matches.isEmpty())
            stage.context().selection.set(matches);
        endFind();
    });
    connect(findBar, &FindBar::closed, q, [this] { endFind(); });
    searchTimer.setSingleShot(true);
    searchTimer.setInterval(150);
    connect(&searchTimer, &QTimer::timeout, q, [this] { search(); });
    connect(&context.document, &Document::changed, q, [this](const ChangeSet &changes) {
        index->follow(changes);
        if (findBar->isVisible())
            searchTimer.start();
    });
}

/// In reading order on this page, then what is drawn elsewhere or nowhere.
void Canvas::Private::search()
{
    const ResourceId current = match >= 0 ? matches.value(match) : ResourceId();
    matches = index->find(stage.blueprint(), search::parse(findBar->text()));
    const Scene &scene = stage.scene();
    const auto order = [&](const ResourceId &id) {
        const auto &drawn = scene.appearances(id);
        const QPointF at = drawn.empty() ? QPointF() : scene.node(drawn.front()).rect.topLeft();
        return std::make_tuple(drawn.empty(), std::floor(at.y() / 48), at.x());
    };
    std::vector<std::pair<decltype(order(current)), ResourceId>> ordered;
    for (const ResourceId &id : std::as_const(matches))
        ordered.emplace_back(order(id), id);
    std::sort(ordered.begin(), ordered.end());
    matches.clear();
    for (const auto &[place, id] : ordered)
        matches.append(id);
    match = current ? matches.indexOf(current) : -1;
    findBar->showFound(matches.size(), match);
    stage.setFound(matches);
}

void Canvas::Private::goToMatch(bool isForward)
{
    if (matches.isEmpty())
        return;
    match = match < 0 ? (isForward ? 0 : matches.size() - 1) : (match + (isForward ? 1 : -1) + matches.size()) % matches.size();
    findBar->showFound(matches.size(), match);
    stage.context().selection.reveal(matches.at(match));
}

void Canvas::Private::endFind()
{
    findBar->hide();
    stage.setFound({});
    q->setFocus();
}

void Canvas::setFocusMode(bool isOn)
{
    d->stage.setFocused(isOn);
    viewport()->update();
    Q_EMIT message(!isOn                           ? QString()
                       : d->stage.picked().empty() ? tr("Select something: what has nothing to do with it steps back.")
                                                   : tr("What has nothing to do with the selection steps back."));
}

bool Canvas::isFocusMode() const { return d->stage.isFocused(); }

void Canvas::setMinimapVisible(bool isVisible)
{
    d->wantsMinimap = isVisible;
    d->layoutChildren();
}

} // namespace groundplan
