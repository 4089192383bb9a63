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
        QList<AnnotationId> notes = noteMatches;
        notes.removeIf([this](const AnnotationId &id) { return !stage.notes().look(id); });
        if (!matches.isEmpty() || !notes.isEmpty())
            stage.context().selection.set(matches, {}, notes);
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

/// In reading order on this page, then what is drawn elsewhere or nowhere; then notes.
void Canvas::Private::search()
{
    const ResourceId current = match >= 0 ? matches.value(match) : ResourceId();
    const AnnotationId currentNote = match >= matches.size() ? noteMatches.value(match - matches.size()) : AnnotationId();
    const QList<search::Term> terms = search::parse(findBar->text());
    matches = index->find(stage.blueprint(), terms);
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
    noteMatches = notesThatSay(terms);
    match = current ? matches.indexOf(current) : currentNote ? noteMatches.indexOf(currentNote) : -1;
    if (currentNote && match >= 0)
        match += matches.size();
    findBar->showFound(matches.size() + noteMatches.size(), match);
    stage.setFound(matches, noteMatches);
}

/// Words alone, or after "note:"; whoever asks for a type or a property means resources.
QList<AnnotationId> Canvas::Private::notesThatSay(const QList<search::Term> &terms) const
{
    const bool asks = std::any_of(terms.begin(), terms.end(), [](const search::Term &term) { return !term.isNot; });
    if (!asks)
        return {};
    using Place = std::tuple<bool, double, double, AnnotationId>;
    std::vector<Place> found;
    stage.blueprint().forEach<Annotation>([&](const Annotation &note) {
        const bool fits = std::all_of(terms.begin(), terms.end(), [&](const search::Term &term) {
            const bool isMeant = term.key.isEmpty() || term.key == QLatin1String("note");
            return isMeant && note.text.contains(term.text, Qt::CaseInsensitive) != term.isNot;
        });
        if (fits && !note.text.isEmpty())
            found.emplace_back(note.page != stage.page(), std::floor(note.rect.top() / 48), note.rect.left(), note.id);
    });
    std::sort(found.begin(), found.end());
    QList<AnnotationId> ids;
    for (const Place &place : found)
        ids.append(std::get<AnnotationId>(place));
    return ids;
}

void Canvas::Private::goToMatch(bool isForward)
{
    const qsizetype count = matches.size() + noteMatches.size();
    if (count == 0)
        return;
    match = match < 0 ? (isForward ? 0 : count - 1) : (match + (isForward ? 1 : -1) + count) % count;
    findBar->showFound(count, match);
    if (match < matches.size())
        stage.context().selection.reveal(matches.at(match));
    else
        goToNote(noteMatches.at(match - matches.size()));
}

void Canvas::Private::goToNote(const AnnotationId &id)
{
    const Annotation *note = stage.blueprint().find(id);
    if (note && note->page != stage.page())
        Q_EMIT q->pageChangeRequested(note->page); // whoever shows pages has changed it then, or will not
    if (!stage.notes().look(id))
        return;
    stage.pick({}, {}, {id});
    show(stage.notes().bounds(id));
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
