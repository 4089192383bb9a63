// SPDX-License-Identifier: GPL-3.0-or-later
#include "qml/costpanel.h"

#include "qml/costmodel.h"

#include <QEvent>
#include <QQmlContext>
#include <QQuickWidget>
#include <QVBoxLayout>

namespace groundplan {

namespace {

QColor mixed(const QColor &a, const QColor &b, qreal share)
{
    return QColor::fromRgbF(float(a.redF() * (1 - share) + b.redF() * share), float(a.greenF() * (1 - share) + b.greenF() * share),
                            float(a.blueF() * (1 - share) + b.blueF() * share));
}

} // namespace

CostPanel::CostPanel(const Document &document, const Catalog &catalog, const Estimator &estimator, const LiveEstimate &live,
                     QWidget *parent)
    : QWidget(parent),
      m_view(new QQuickWidget(this)),
      m_model(new CostModel(document, catalog, estimator, live, m_view)) // goes after the scene that shows it
{
    setObjectName(QStringLiteral("costPanel"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    setFocusProxy(m_view);
    m_view->setObjectName(QStringLiteral("costView"));
    m_view->setFocusPolicy(Qt::StrongFocus);
    m_view->setResizeMode(QQuickWidget::SizeRootObjectToView);
    m_view->rootContext()->setContextProperty(QStringLiteral("costs"), m_model);
    m_view->rootContext()->setContextProperty(QStringLiteral("look"), look());
    m_view->setSource(QUrl(QStringLiteral("qrc:/groundplan/qml/CostPanel.qml")));
    m_view->setClearColor(palette().color(QPalette::Window));
    connect(m_model, &CostModel::revealRequested, this, &CostPanel::revealRequested);
}

void CostPanel::refresh()
{
    m_isStale = !isVisible();
    if (!m_isStale)
        m_model->refresh();
}

void CostPanel::setCategoryColours(const QHash<QString, QColor> &colours) { m_model->setCategoryColours(colours); }

void CostPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_isStale) {
        m_isStale = false;
        m_model->refresh();
    }
}

void CostPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        applyLook();
}

QVariantMap CostPanel::look() const
{
    const QColor window = palette().color(QPalette::Window);
    const QColor text = palette().color(QPalette::WindowText);
    const bool isDark = window.lightness() < 128;
    const bool isContrast = window == QColor(Qt::black) || (window == QColor(Qt::white) && text == QColor(Qt::black));
    const QColor secondary = mixed(text, window, isContrast ? 0.15 : 0.42);
    return {{QStringLiteral("windowColour"), window},
            {QStringLiteral("textColour"), text},
            {QStringLiteral("secondaryColour"), secondary},
            {QStringLiteral("hoverColour"), mixed(window, text, 0.06)},
            {QStringLiteral("accentColour"), palette().color(QPalette::Highlight)},
            {QStringLiteral("cheaperColour"),
             isDark           ? QColor(0x3f, 0xb9, 0x50)
                 : isContrast ? QColor(0x0b, 0x5a, 0x1b)
                              : QColor(0x1a, 0x7f, 0x37)},
            {QStringLiteral("dearerColour"),
             isDark           ? QColor(0xf8, 0x6d, 0x65)
                 : isContrast ? QColor(0x8f, 0x0a, 0x14)
                              : QColor(0xcf, 0x22, 0x2e)},
            {QStringLiteral("sansFamily"), font().family()},
            {QStringLiteral("monoFamily"), QStringLiteral("JetBrains Mono")}};
}

void CostPanel::applyLook()
{
    m_view->setClearColor(palette().color(QPalette::Window));
    m_view->rootContext()->setContextProperty(QStringLiteral("look"), look());
}

} // namespace groundplan

#include "moc_costpanel.cpp"
