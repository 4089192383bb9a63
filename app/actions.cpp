// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions.h"

#include "app/services/settings.h"

#include <QAction>
#include <QMenu>

namespace groundplan {

namespace {

struct Spec {
    const char *id; ///< null: a separator
    const char *menu;
    const char *text;
    const char *keys; ///< portable texts, one stroke each, separated by spaces; empty: none
    bool checkable = false;
    Actions::Where where = Actions::Where::Window;
};

constexpr auto onCanvas = Actions::Where::Canvas;

constexpr Spec specs[] = {
    {"file.new", "File", QT_TRANSLATE_NOOP("Actions", "&New"), "Ctrl+N"},
    {"file.open", "File", QT_TRANSLATE_NOOP("Actions", "&Open…"), "Ctrl+O"},
    {"file.recent", "File", QT_TRANSLATE_NOOP("Actions", "Open &recent"), ""},
    {"file.start", "File", QT_TRANSLATE_NOOP("Actions", "Start pa&ge"), "Alt+Home"},
    {"file.example", "File", QT_TRANSLATE_NOOP("Actions", "Open &example"), ""},
    {nullptr, "File", "", ""},
    {"file.save", "File", QT_TRANSLATE_NOOP("Actions", "&Save"), "Ctrl+S"},
    {"file.saveAs", "File", QT_TRANSLATE_NOOP("Actions", "Save &as…"), "Ctrl+Shift+S"},
    {nullptr, "File", "", ""},
    {"export.terraform", "File", QT_TRANSLATE_NOOP("Actions", "Export &Terraform…"), "Ctrl+E"},
    {"export.cloudformationYaml", "File", QT_TRANSLATE_NOOP("Actions", "Export CloudFormation &YAML…"), ""},
    {"export.cloudformationJson", "File", QT_TRANSLATE_NOOP("Actions", "Export CloudFormation &JSON…"), ""},
    {"export.picture", "File", QT_TRANSLATE_NOOP("Actions", "Export &picture…"), "Ctrl+Shift+E"},
    {"file.print", "File", QT_TRANSLATE_NOOP("Actions", "Print previe&w…"), "Ctrl+P"},
    {nullptr, "File", "", ""},
    {"file.settings", "File", QT_TRANSLATE_NOOP("Actions", "Se&ttings…"), "Ctrl+,"},
    {"file.close", "File", QT_TRANSLATE_NOOP("Actions", "&Close document"), "Ctrl+W"},
    {"file.quit", "File", QT_TRANSLATE_NOOP("Actions", "&Quit"), "Ctrl+Q"},
    {"edit.undo", "Edit", QT_TRANSLATE_NOOP("Actions", "&Undo"), "Ctrl+Z"},
    {"edit.redo", "Edit", QT_TRANSLATE_NOOP("Actions", "&Redo"), "Ctrl+Shift+Z"},
    {"edit.history", "Edit", QT_TRANSLATE_NOOP("Actions", "Undo &history"), "Ctrl+Alt+Z"},
    {nullptr, "Edit", "", ""},
    {"edit.cut", "Edit", QT_TRANSLATE_NOOP("Actions", "Cu&t"), "Ctrl+X", false, onCanvas},
    {"edit.copy", "Edit", QT_TRANSLATE_NOOP("Actions", "&Copy"), "Ctrl+C", false, onCanvas},
    {"edit.copyPicture", "Edit", QT_TRANSLATE_NOOP("Actions", "Copy page as pict&ure"), "Ctrl+Shift+C"},
    {"edit.paste", "Edit", QT_TRANSLATE_NOOP("Actions", "&Paste"), "Ctrl+V", false, onCanvas},
    {"edit.duplicate", "Edit", QT_TRANSLATE_NOOP("Actions", "&Duplicate"), "Ctrl+D"},
    {"edit.delete", "Edit", QT_TRANSLATE_NOOP("Actions", "De&lete"), "Del Backspace", false, onCanvas},
    {"edit.rename", "Edit", QT_TRANSLATE_NOOP("Actions", "Re&name"), "F2"},
    {nullptr, "Edit", "", ""},
    {"edit.selectAll", "Edit", QT_TRANSLATE_NOOP("Actions", "Select &all"), "Ctrl+A", false, onCanvas},
    {"edit.find", "Edit", QT_TRANSLATE_NOOP("Actions", "&Find on the canvas…"), "Ctrl+F"},
    {"edit.commands", "Edit", QT_TRANSLATE_NOOP("Actions", "Find a comm&and…"), "Ctrl+K Ctrl+Shift+P"},
    {nullptr, "Edit", "", ""},
    {"edit.variables", "Edit", QT_TRANSLATE_NOOP("Actions", "&Variables and outputs…"), ""},
    {"edit.arrange", "Arrange", QT_TRANSLATE_NOOP("Actions", "&Arrange everything"), "Ctrl+L"},
    {"order.arrange", "Arrange", QT_TRANSLATE_NOOP("Actions", "Arrange the selec&tion"), "Ctrl+Alt+L"},
    {nullptr, "Arrange", "", ""},
    {"order.left", "Arrange", QT_TRANSLATE_NOOP("Actions", "Align &left"), "Alt+Shift+Left"},
    {"order.centre", "Arrange", QT_TRANSLATE_NOOP("Actions", "Align &centres"), "Alt+Shift+H"},
    {"order.right", "Arrange", QT_TRANSLATE_NOOP("Actions", "Align &right"), "Alt+Shift+Right"},
    {"order.top", "Arrange", QT_TRANSLATE_NOOP("Actions", "Align &top"), "Alt+Shift+Up"},
    {"order.middle", "Arrange", QT_TRANSLATE_NOOP("Actions", "Align &middles"), "Alt+Shift+V"},
    {"order.bottom", "Arrange", QT_TRANSLATE_NOOP("Actions", "Align &bottom"), "Alt+Shift+Down"},
    {nullptr, "Arrange", "", ""},
    {"order.row", "Arrange", QT_TRANSLATE_NOOP("Actions", "Distribute in a ro&w"), ""},
    {"order.column", "Arrange", QT_TRANSLATE_NOOP("Actions", "Distribute in a col&umn"), ""},
    {"order.sameSize", "Arrange", QT_TRANSLATE_NOOP("Actions", "Same &size"), ""},
    {"order.shrink", "Arrange", QT_TRANSLATE_NOOP("Actions", "Shrink &zone to fit"), ""},
    {"order.straighten", "Arrange", QT_TRANSLATE_NOOP("Actions", "Straighten connection"), ""},
    {nullptr, "Arrange", "", ""},
    {"order.forward", "Arrange", QT_TRANSLATE_NOOP("Actions", "Bring &forward"), "Ctrl+]"},
    {"order.backward", "Arrange", QT_TRANSLATE_NOOP("Actions", "Send bac&kward"), "Ctrl+["},
    {"order.front", "Arrange", QT_TRANSLATE_NOOP("Actions", "Bring to fr&ont"), "Ctrl+Shift+]"},
    {"order.back", "Arrange", QT_TRANSLATE_NOOP("Actions", "Send to bac&k"), "Ctrl+Shift+["},
    {nullptr, "Arrange", "", ""},
    {"order.group", "Arrange", QT_TRANSLATE_NOOP("Actions", "&Group"), "Ctrl+G"},
    {"order.ungroup", "Arrange", QT_TRANSLATE_NOOP("Actions", "U&ngroup"), "Ctrl+Shift+G"},
    {"order.lock", "Arrange", QT_TRANSLATE_NOOP("Actions", "Lock or unlock"), "Ctrl+Shift+L"},
    {"order.hide", "Arrange", QT_TRANSLATE_NOOP("Actions", "&Hide"), "Ctrl+Shift+H"},
    {"order.showHidden", "Arrange", QT_TRANSLATE_NOOP("Actions", "Show what is hidden"), "Ctrl+Alt+H"},
    {"view.zoomIn", "View", QT_TRANSLATE_NOOP("Actions", "Zoom &in"), "Ctrl++ Ctrl+="},
    {"view.zoomOut", "View", QT_TRANSLATE_NOOP("Actions", "Zoom &out"), "Ctrl+-"},
    {"view.actualSize", "View", QT_TRANSLATE_NOOP("Actions", "&Actual size"), "Ctrl+0"},
    {"view.fit", "View", QT_TRANSLATE_NOOP("Actions", "&Fit all"), "Ctrl+1"},
    {"view.fitSelection", "View", QT_TRANSLATE_NOOP("Actions", "Fit &selection"), "Ctrl+2"},
    {"view.bookmark", "View", QT_TRANSLATE_NOOP("Actions", "Add a boo&kmark"), "Ctrl+B"},
    {"view.bookmarks", "View", QT_TRANSLATE_NOOP("Actions", "Book&marks"), ""},
    {nullptr, "View", "", ""},
    {"view.focus", "View", QT_TRANSLATE_NOOP("Actions", "Fade what is not connected"), "Ctrl+Shift+F", true},
    {"view.minimap", "View", QT_TRANSLATE_NOOP("Actions", "Page over&view"), "", true},
    {"view.present", "View", QT_TRANSLATE_NOOP("Actions", "P&resent the pages"), "Shift+F5"},
    {"view.zen", "View", QT_TRANSLATE_NOOP("Actions", "Canvas a&lone"), "F11", true},
    {nullptr, "View", "", ""},
    {"view.side", "View", QT_TRANSLATE_NOOP("Actions", "Types and out&line"), "F6", true},
    {"view.outline", "View", QT_TRANSLATE_NOOP("Actions", "Show o&utline"), "Ctrl+Shift+O"},
    {"view.bottom", "View", QT_TRANSLATE_NOOP("Actions", "Pro&blems, cost and code"), "F7", true},
    {"view.grid", "View", QT_TRANSLATE_NOOP("Actions", "Resources as a &table"), "F4", true},
    {"view.properties", "View", QT_TRANSLATE_NOOP("Actions", "&Properties"), "F8", true},
    {"view.snap", "View", QT_TRANSLATE_NOOP("Actions", "S&nap to grid"), "", true},
    {"view.costs", "View", QT_TRANSLATE_NOOP("Actions", "&Costs on the canvas"), "", true},
    {nullptr, "View", "", ""},
    {"view.themeSystem", "View", QT_TRANSLATE_NOOP("Actions", "Theme of the s&ystem"), "", true},
    {"view.themeLight", "View", QT_TRANSLATE_NOOP("Actions", "Li&ght"), "", true},
    {"view.themeDark", "View", QT_TRANSLATE_NOOP("Actions", "&Dark"), "", true},
    {"view.themeContrastLight", "View", QT_TRANSLATE_NOOP("Actions", "High contrast, light"), "", true},
    {"view.themeContrastDark", "View", QT_TRANSLATE_NOOP("Actions", "High contrast, dark"), "", true},
    {nullptr, "View", "", ""},
    {"view.menuBar", "View", QT_TRANSLATE_NOOP("Actions", "&Menu bar"), "Ctrl+M", true},
    {"insert.search", "Insert", QT_TRANSLATE_NOOP("Actions", "&Search a type…"), "/", false, onCanvas},
    {"insert.zone", "Insert", QT_TRANSLATE_NOOP("Actions", "&Zone"), "Z", false, onCanvas},
    {"insert.connection", "Insert", QT_TRANSLATE_NOOP("Actions", "&Connection"), "C", false, onCanvas},
    {"insert.select", "Insert", QT_TRANSLATE_NOOP("Actions", "&Pick and move"), "V", false, onCanvas},
    {nullptr, "Insert", "", ""},
    {"insert.text", "Insert", QT_TRANSLATE_NOOP("Actions", "&Text"), "T", false, onCanvas},
    {"insert.note", "Insert", QT_TRANSLATE_NOOP("Actions", "Sticky &note"), "N", false, onCanvas},
    {"insert.callout", "Insert", QT_TRANSLATE_NOOP("Actions", "Ca&llout"), "K", false, onCanvas},
    {"insert.rectangle", "Insert", QT_TRANSLATE_NOOP("Actions", "&Rectangle"), "R", false, onCanvas},
    {"insert.ellipse", "Insert", QT_TRANSLATE_NOOP("Actions", "&Ellipse"), "O", false, onCanvas},
    {"insert.arrow", "Insert", QT_TRANSLATE_NOOP("Actions", "&Arrow"), "A", false, onCanvas},
    {"insert.picture", "Insert", QT_TRANSLATE_NOOP("Actions", "P&icture…"), ""},
    {"insert.legend", "Insert", QT_TRANSLATE_NOOP("Actions", "Le&gend"), ""},
    {"insert.titleBlock", "Insert", QT_TRANSLATE_NOOP("Actions", "Title &block"), ""},
    {nullptr, "Insert", "", ""},
    {"insert.page", "Insert", QT_TRANSLATE_NOOP("Actions", "&Page"), ""},
    {"deploy.check", "Deploy", QT_TRANSLATE_NOOP("Actions", "&Check"), "F5"},
    {"deploy.plan", "Deploy", QT_TRANSLATE_NOOP("Actions", "&Plan"), "Ctrl+Return"},
    {"deploy.pane", "Deploy", QT_TRANSLATE_NOOP("Actions", "Show the &Deploy pane"), "F9"},
    {"help.keys", "Help", QT_TRANSLATE_NOOP("Actions", "&Keyboard shortcuts…"), "F1 ?"},
    {"help.about", "Help", QT_TRANSLATE_NOOP("Actions", "&About Groundplan"), ""},
};

constexpr std::pair<const char *, const char *> menuTitles[] = {
    {"File", QT_TRANSLATE_NOOP("Actions", "&File")},       {"Edit", QT_TRANSLATE_NOOP("Actions", "&Edit")},
    {"Arrange", QT_TRANSLATE_NOOP("Actions", "&Arrange")}, {"View", QT_TRANSLATE_NOOP("Actions", "&View")},
    {"Insert", QT_TRANSLATE_NOOP("Actions", "&Insert")},   {"Deploy", QT_TRANSLATE_NOOP("Actions", "&Deploy")},
    {"Help", QT_TRANSLATE_NOOP("Actions", "&Help")},
};

/// Where the user's own keys are kept; without an entry they are the usual ones.
QString keysSetting(const QString &id) { return QStringLiteral("keys/") + id; }
const QString usualText = QStringLiteral("usual");

QList<QKeySequence> keysFrom(const QString &texts)
{
    QList<QKeySequence> keys;
    for (const QString &text : texts.split(QLatin1Char(' '), Qt::SkipEmptyParts))
        keys.append(QKeySequence(text, QKeySequence::PortableText));
    return keys;
}

QString textFrom(const QList<QKeySequence> &keys)
{
    QStringList texts;
    for (const QKeySequence &key : keys)
        texts.append(key.toString(QKeySequence::PortableText));
    return texts.join(QLatin1Char(' '));
}

} // namespace

Actions::Actions(Settings &settings, QWidget *window) : QObject(window), m_settings(settings)
{
    QHash<QString, QMenu *> menus;
    for (const auto &[id, title] : menuTitles) {
        auto *menu = new QMenu(tr(title), window);
        menu->setToolTipsVisible(true);
        menus.insert(QString::fromLatin1(id), menu);
        m_menus.append(menu);
    }
    for (const Spec &spec : specs) {
        QMenu *menu = menus.value(QString::fromLatin1(spec.menu));
        if (!spec.id) {
            menu->addSeparator();
            continue;
        }
        auto *action = new QAction(tr(spec.text), window);
        const QString id = QString::fromLatin1(spec.id);
        action->setObjectName(id);
        action->setCheckable(spec.checkable);
        if (spec.where == Where::Canvas)
            action->setShortcutContext(Qt::WidgetShortcut); // in a field the same keys are the field's
        else
            window->addAction(action); // keys work while the menus are hidden
        menu->addAction(action);
        m_order.append(id);
        m_actions.insert(id,
                         {action, action->text().remove(QLatin1Char('&')), QString(menu->title()).remove(QLatin1Char('&')), spec.where,
                          keysFrom(QString::fromLatin1(spec.keys))});
        const QString own = settings.value(keysSetting(id), usualText).toString();
        apply(id, own == usualText ? m_actions.value(id).usual : keysFrom(own));
    }
}

void Actions::apply(const QString &id, const QList<QKeySequence> &keys)
{
    QAction *action = m_actions.value(id).action;
    action->setShortcuts(keys);
    const QString first = keys.isEmpty() ? QString() : keys.first().toString(QKeySequence::NativeText);
    action->setToolTip(first.isEmpty() ? title(id) : QStringLiteral("%1 (%2)").arg(title(id), first));
}

QString Actions::title(const QString &id) const { return m_actions.value(id).title; }
QString Actions::menuTitle(const QString &id) const { return m_actions.value(id).menu; }
Actions::Where Actions::where(const QString &id) const { return m_actions.value(id).where; }
QList<QKeySequence> Actions::usualKeys(const QString &id) const { return m_actions.value(id).usual; }
QList<QKeySequence> Actions::keys(const QString &id) const { return m_actions.value(id).action->shortcuts(); }

void Actions::setKeys(const QString &id, const QList<QKeySequence> &keys)
{
    if (!m_actions.contains(id))
        return;
    apply(id, keys);
    m_settings.setValue(keysSetting(id), keys == usualKeys(id) ? usualText : textFrom(keys));
    Q_EMIT keysChanged();
}

void Actions::addTo(QWidget &canvas)
{
    for (const Entry &entry : std::as_const(m_actions)) {
        if (entry.where == Where::Canvas)
            canvas.addAction(entry.action);
    }
}

QAction *Actions::operator[](const char *id) const
{
    QAction *action = m_actions.value(QString::fromLatin1(id)).action;
    Q_ASSERT_X(action, "Actions", id);
    return action;
}

void Actions::on(const char *id, std::function<void()> act)
{
    connect((*this)[id], &QAction::triggered, this, [act = std::move(act)] { act(); });
}

} // namespace groundplan

#include "moc_actions.cpp"
