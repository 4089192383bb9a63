// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/panels/properties/propertiespanel.h"

#include "model/blueprint/changeset.h"
#include "views/paint/style.h"

#include <QAction>
#include <QCheckBox>
#include <QColor>
#include <QComboBox>
#include <QDialog>
#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPalette>
#include <QRegularExpression>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <QWidget>

using namespace groundplan;
using namespace Qt::StringLiterals;

/// Region ⊃ VPC ⊃ two subnets; instances, a load balancer, a security group, a launch template and its group.
class TestPropertiesPanel : public QObject {
    Q_OBJECT
    const Catalog m_catalog;
    std::unique_ptr<Document> m_document;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<PropertiesPanel> m_panel;
    QList<ChangeSet> m_commits;

    void add(const QString &id, const QString &type, const QList<QString> &zones = {}, const PropertyMap &properties = {})
    {
        Resource resource{ResourceId(id), type, id, {}, properties, {}, {}};
        for (const QString &zone : zones)
            resource.zones.append(ResourceId(zone));
        ChangeSet set;
        set.add(resource);
        QVERIFY(m_document->apply(set).ok());
    }
    void select(const QStringList &ids)
    {
        QList<ResourceId> resources;
        for (const QString &id : ids)
            resources.append(ResourceId(id));
        m_selection->set(resources);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    QWidget *row(const QString &path) const
    {
        for (QWidget *widget : m_panel->findChildren<QWidget *>(u"field:"_s + path)) {
            if (widget->isVisible())
                return widget;
        }
        return nullptr;
    }
    QWidget *block(const QString &path) const { return m_panel->findChild<QWidget *>(u"block:"_s + path); }
    template <class T> T *in(QWidget *widget) const { return widget ? widget->findChild<T *>() : nullptr; }
    Value property(const QString &id, const QString &path) const
    {
        return valueAt(m_document->blueprint().find(ResourceId(id))->properties, path);
    }
    QString textIn(QWidget *widget) const
    {
        QStringList texts;
        for (const QLabel *label : widget->findChildren<QLabel *>()) {
            if (label->isVisible())
                texts << label->text();
        }
        return texts.join(u'|');
    }
    void undo() { QVERIFY(m_document->apply(inverse(m_commits.takeLast())).ok()); }
    void trigger(QWidget *row, const QString &text)
    {
        auto *menu = in<QMenu>(row);
        Q_EMIT menu->aboutToShow();
        for (QAction *action : menu->actions()) {
            if (action->text() == text) {
                action->trigger();
                return;
            }
        }
        QFAIL("no such entry");
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
        m_commits.clear();
        m_document = std::make_unique<Document>();
        m_selection = std::make_unique<Selection>();
        add(u"region"_s, u"groundplan_region"_s, {}, {{u"region"_s, u"us-east-1"_s}});
        add(u"vpc"_s, u"aws_vpc"_s, {u"region"_s}, {{u"cidr_block"_s, u"10.0.0.0/16"_s}});
        add(u"a"_s, u"aws_subnet"_s, {u"vpc"_s}, {{u"cidr_block"_s, u"10.0.0.0/24"_s}});
        add(u"b"_s, u"aws_subnet"_s, {u"vpc"_s});
        add(u"web"_s, u"aws_instance"_s, {u"a"_s},
            {{u"instance_type"_s, u"t3.micro"_s},
             {u"tags"_s, ValueMap{{u"Name"_s, u"web"_s}, {u"Environment"_s, VariableReference{u"environment"_s}}}}});
        add(u"api"_s, u"aws_instance"_s, {u"b"_s}, {{u"instance_type"_s, u"t3.small"_s}});
        add(u"sg"_s, u"aws_security_group"_s, {u"vpc"_s});
        add(u"alb"_s, u"aws_lb"_s, {u"a"_s, u"b"_s},
            {{u"security_groups"_s, ValueList{Reference{ResourceId(u"sg"_s), u"id"_s}}},
             {u"access_logs"_s, ValueList{ValueMap{{u"bucket"_s, u"logs"_s}, {u"enabled"_s, true}}}}});
        ChangeSet variable;
        variable.add(Variable{VariableId(u"environment"_s), u"string"_s, u"production"_s, {}, false, {}});
        QVERIFY(m_document->apply(variable).ok());
        m_panel = std::make_unique<PropertiesPanel>(EditorContext{*m_document, m_catalog, *m_selection, [this](const ChangeSet &set) {
                                                                      auto done = m_document->apply(set);
                                                                      if (done)
                                                                          m_commits.append(set);
                                                                      return done;
                                                                  }});
        m_panel->resize(320, 800);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    }
    void cleanup() { m_panel.reset(); }

    void typingChangesAPropertyInOneStep()
    {
        select({u"a"_s});
        auto *edit = in<QLineEdit>(row(u"cidr_block"_s));
        QVERIFY(edit);
        QCOMPARE(edit->text(), u"10.0.0.0/24"_s);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, u"10.0.7.0/24"_s);
        QCOMPARE(property(u"a"_s, u"cidr_block"_s), Value(u"10.0.7.0/24"_s));
        QCOMPARE(edit, in<QLineEdit>(row(u"cidr_block"_s))); // the field was not made anew while typing
        QCOMPARE_GT(m_commits.size(), 3);
        for (const ChangeSet &set : m_commits)
            QCOMPARE(set.mergeKey, m_commits.first().mergeKey);
        QVERIFY(!m_commits.first().mergeKey.isEmpty());
    }

    void cidrIsCheckedWhileTyping()
    {
        select({u"a"_s});
        auto *edit = in<QLineEdit>(row(u"cidr_block"_s));
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, u"10.0.7.5/24"_s);
        QVERIFY(textIn(row(u"cidr_block"_s)).contains(u"host bits"_s));
        edit->selectAll();
        QTest::keyClicks(edit, u"10.0.7.0/24"_s);
        QVERIFY(!textIn(row(u"cidr_block"_s)).contains(u"host bits"_s));
    }

    void nextFreeBlockIsFilledIn()
    {
        select({u"b"_s});
        auto *button = m_panel->findChild<QToolButton *>(u"nextFree"_s);
        QVERIFY(button && button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(property(u"b"_s, u"cidr_block"_s), Value(u"10.0.1.0/24"_s));
        // Beside the field it would leave no room for what the field holds.
        const auto *edit = in<QLineEdit>(row(u"cidr_block"_s));
        QVERIFY(button->mapTo(m_panel.get(), QPoint()).y() >= edit->mapTo(m_panel.get(), QPoint(0, edit->height())).y());
    }

    void zonesShowWhatTheyImply()
    {
        select({u"web"_s});
        QVERIFY(row(u"subnet_id"_s));
        QCOMPARE(row(u"subnet_id"_s)->findChild<QLabel *>(u"inherited"_s)->text(), u"from a"_s);
        QVERIFY(!row(u"subnet_id"_s)->findChild<QLabel *>(u"inherited"_s)->isEnabled());
    }

    void choicesAreOffered()
    {
        select({u"alb"_s});
        auto *box = in<QComboBox>(row(u"load_balancer_type"_s));
        QVERIFY(box && !box->isEditable()); // certain
        box->setFocus();
        QTest::keyClicks(box, u"network"_s);
        QTRY_COMPARE(property(u"alb"_s, u"load_balancer_type"_s), Value(u"network"_s));
        select({u"web"_s});
        QVERIFY(in<QComboBox>(row(u"instance_type"_s))->isEditable()); // the list grows
    }

    void switchHasAnUnsetState()
    {
        select({u"vpc"_s});
        auto *box = in<QCheckBox>(row(u"enable_dns_support"_s));
        QCOMPARE(box->checkState(), Qt::PartiallyChecked);
        QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
        QCOMPARE(property(u"vpc"_s, u"enable_dns_support"_s), Value(true));
        QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
        QCOMPARE(property(u"vpc"_s, u"enable_dns_support"_s), Value(false));
        trigger(row(u"enable_dns_support"_s), u"Unset"_s);
        QVERIFY(property(u"vpc"_s, u"enable_dns_support"_s).isNull());
        QCOMPARE(box->checkState(), Qt::PartiallyChecked);
    }

    void undoComesBackIntoTheField()
    {
        select({u"vpc"_s});
        auto *box = in<QCheckBox>(row(u"enable_dns_support"_s));
        QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
        undo();
        QCOMPARE(box->checkState(), Qt::PartiallyChecked);
    }

    void tagsAreRows()
    {
        select({u"web"_s});
        auto edits = row(u"tags"_s)->findChildren<QLineEdit *>();
        QCOMPARE(edits.size(), 4);
        QCOMPARE(edits.at(1)->text(), u"${var.environment}"_s);
        edits.at(3)->setFocus();
        edits.at(3)->selectAll();
        QTest::keyClicks(edits.at(3), u"front"_s);
        QCOMPARE(property(u"web"_s, u"tags.Name"_s), Value(u"front"_s));
        QVERIFY(property(u"web"_s, u"tags.Environment"_s).isVariable());
    }

    void listIsEditedAsChips()
    {
        select({u"alb"_s});
        auto *edit = in<QLineEdit>(row(u"security_groups"_s));
        edit->setFocus();
        QTest::keyClicks(edit, u"sg-123"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(property(u"alb"_s, u"security_groups"_s).toList().size(), 2);
        QCOMPARE(property(u"alb"_s, u"security_groups"_s).toList().last(), Value(u"sg-123"_s));
        QVERIFY(property(u"alb"_s, u"security_groups"_s).toList().first().isReference());
    }

    void blocksAreCards()
    {
        select({u"alb"_s});
        QWidget *logs = block(u"access_logs"_s);
        QVERIFY(logs);
        QCOMPARE(logs->findChildren<QFrame *>(u"card"_s).size(), 1);
        QVERIFY(!logs->findChild<QToolButton *>(u"add"_s)->isVisible()); // one at most
        QTest::mouseClick(logs->findChild<QToolButton *>(u"remove"_s), Qt::LeftButton);
        QVERIFY(property(u"alb"_s, u"access_logs"_s).isNull());
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(logs->findChildren<QFrame *>(u"card"_s).isEmpty());
        QTest::mouseClick(logs->findChild<QToolButton *>(u"add"_s), Qt::LeftButton);
        QCOMPARE(logs->findChildren<QFrame *>(u"card"_s).size(), 1);
        QTRY_VERIFY(row(u"access_logs.0.bucket"_s));
        auto *bucket = in<QLineEdit>(row(u"access_logs.0.bucket"_s));
        bucket->setFocus();
        QTest::keyClicks(bucket, u"mine"_s);
        QCOMPARE(property(u"alb"_s, u"access_logs.0.bucket"_s), Value(u"mine"_s));
    }

    void valuesBecomeVariablesAndExpressions()
    {
        select({u"web"_s});
        trigger(row(u"ami"_s), u"Expression"_s);
        auto *edit = in<QLineEdit>(row(u"ami"_s));
        edit->setFocus();
        QTest::keyClicks(edit, u"local.image"_s);
        QCOMPARE(property(u"web"_s, u"ami"_s), Value(Expression{u"local.image"_s}));
        QCOMPARE(edit, in<QLineEdit>(row(u"ami"_s)));
        trigger(row(u"ami"_s), u"Literal"_s);
        QVERIFY(property(u"web"_s, u"ami"_s).isNull());
        auto *menu = in<QMenu>(row(u"ami"_s));
        Q_EMIT menu->aboutToShow();
        menu->actions().at(1)->menu()->actions().first()->trigger();
        QCOMPARE(property(u"web"_s, u"ami"_s), Value(VariableReference{u"environment"_s}));
        QVERIFY(row(u"ami"_s)->findChild<QWidget *>(u"chip"_s));
    }

    void referencesArePicked()
    {
        select({u"web"_s});
        trigger(row(u"subnet_id"_s), u"Reference…"_s);
        auto *dialog = m_panel->findChild<QDialog *>();
        QVERIFY(dialog);
        auto *list = dialog->findChild<QListWidget *>();
        QVERIFY(list->item(0)->text().startsWith(u"a.id"_s)); // what fits comes first
        QTest::keyClicks(dialog->findChild<QLineEdit *>(), u"b.id"_s);
        QTest::keyClick(dialog->findChild<QLineEdit *>(), Qt::Key_Return);
        QCOMPARE(property(u"web"_s, u"subnet_id"_s), Value(Reference{ResourceId(u"b"_s), u"id"_s}));
    }

    void severalAreEditedAtOnce()
    {
        select({u"web"_s, u"api"_s});
        auto *box = in<QComboBox>(row(u"instance_type"_s));
        QCOMPARE(box->currentText(), QString());
        QCOMPARE(box->lineEdit()->placeholderText(), u"several values"_s);
        box->lineEdit()->setFocus();
        QTest::keyClicks(box->lineEdit(), u"m7g.large"_s);
        QCOMPARE(property(u"web"_s, u"instance_type"_s), Value(u"m7g.large"_s));
        QCOMPARE(property(u"api"_s, u"instance_type"_s), Value(u"m7g.large"_s));
    }

    void severalTypesShareTheirTags()
    {
        select({u"web"_s, u"alb"_s});
        QVERIFY(row(u"tags"_s));
        QVERIFY(!row(u"instance_type"_s));
    }

    void renamesInPlace()
    {
        select({u"web"_s});
        auto *name = m_panel->findChild<QLineEdit *>(u"name"_s);
        name->setFocus();
        name->selectAll();
        QTest::keyClicks(name, u"front"_s);
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(m_document->blueprint().find(ResourceId(u"web"_s))->name, u"front"_s);
    }

    void groupsHaveTheirOwnForm()
    {
        select({u"region"_s});
        auto *box = in<QComboBox>(row(u"region"_s));
        QVERIFY(box);
        QVERIFY(box->findText(u"eu-west-1"_s) > 0);
    }

    void moreIsFiltered()
    {
        select({u"web"_s});
        QVERIFY(!row(u"ebs_optimized"_s));
        QTest::mouseClick(m_panel->findChild<QToolButton *>(u"more"_s), Qt::LeftButton);
        QVERIFY(row(u"ebs_optimized"_s));
        for (QLineEdit *edit : m_panel->findChildren<QLineEdit *>()) {
            if (edit->placeholderText() == u"Filter…"_s) {
                edit->setFocus();
                QTest::keyClicks(edit, u"hibern"_s);
            }
        }
        QVERIFY(!row(u"ebs_optimized"_s));
        QVERIFY(row(u"hibernation"_s));
    }

    void hiddenPanelCatchesUpWhenShown()
    {
        m_panel->hide();
        select({u"web"_s});
        QVERIFY(m_panel->findChildren<QWidget *>(u"field:ami"_s).isEmpty());
        m_panel->show();
        QVERIFY(row(u"ami"_s));
    }

    void removedResourceLeavesAnEmptyPanel()
    {
        select({u"sg"_s});
        ChangeSet set;
        Resource alb = *m_document->blueprint().find(ResourceId(u"alb"_s));
        set.remove(alb);
        set.remove(*m_document->blueprint().find(ResourceId(u"sg"_s)));
        QVERIFY(m_document->apply(set).ok());
        QVERIFY(!row(u"description"_s));
    }

    void connectionsTellAndChangePorts()
    {
        ChangeSet set;
        set.add(Connection{ConnectionId(u"line"_s),
                           ResourceId(u"alb"_s),
                           ResourceId(u"web"_s),
                           u"network_access"_s,
                           {{u"protocol"_s, u"tcp"_s}, {u"ports"_s, ValueList{80}}},
                           {}});
        QVERIFY(m_document->apply(set).ok());
        select({u"web"_s});
        auto *tabs = m_panel->findChild<QTabBar *>();
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(1).center());
        auto *ports = m_panel->findChild<QLineEdit *>(u"ports"_s);
        QVERIFY(ports);
        QTRY_VERIFY(ports->isVisible());
        ports->setFocus();
        ports->selectAll();
        QTest::keyClicks(ports, u"443, 8000-8080"_s);
        QTest::keyClick(ports, Qt::Key_Return);
        QCOMPARE(m_document->blueprint().find(ConnectionId(u"line"_s))->properties.value(u"ports"_s),
                 Value(ValueList{443, u"8000-8080"_s}));
    }

    /// With GROUNDPLAN_SHOTS naming a folder: pictures to look at.
    void pictures()
    {
        const QString folder = qEnvironmentVariable("GROUNDPLAN_SHOTS");
        if (folder.isEmpty())
            QSKIP("GROUNDPLAN_SHOTS is not set.");
        for (const Style *style : {&Style::light(), &Style::dark()}) {
            QPalette colors;
            for (const auto &[role, color] :
                 std::initializer_list<std::pair<QPalette::ColorRole, QColor>>{{QPalette::Window, style->window},
                                                                               {QPalette::Base, style->base},
                                                                               {QPalette::Button, style->base},
                                                                               {QPalette::Text, style->text},
                                                                               {QPalette::WindowText, style->text},
                                                                               {QPalette::ButtonText, style->text},
                                                                               {QPalette::PlaceholderText, style->textSecondary},
                                                                               {QPalette::Highlight, style->accent},
                                                                               {QPalette::Mid, style->line}})
                colors.setColor(role, color);
            m_panel->setAutoFillBackground(true);
            m_panel->setPalette(colors);
            m_panel->setFont(style->font);
            for (const QString &id : {u"alb"_s, u"web"_s, u"b"_s, u"region"_s}) {
                select({id});
                QVERIFY(m_panel->grab().save(u"%1/properties-%2-%3.png"_s.arg(folder, id, style->name)));
            }
        }
    }
};

QTEST_MAIN(TestPropertiesPanel)
#include "test_propertiespanel.moc"
