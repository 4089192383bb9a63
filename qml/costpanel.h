// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/document.h"
#include "model/costing/estimate.h"

#include <QColor>
#include <QVariantMap>
#include <QWidget>

QT_FORWARD_DECLARE_CLASS(QQuickWidget)

namespace groundplan {

class CostModel;

/// What the drawn cloud costs a month: the total, what the last edit changed, and where the money goes. Shows what the
/// LiveEstimate holds; keeping that up to date is its owner's. Colours follow the widget's palette.
class CostPanel : public QWidget {
    Q_OBJECT
public:
    CostPanel(const Document &document, const Catalog &catalog, const Estimator &estimator, const LiveEstimate &live,
              QWidget *parent = nullptr);

    /// Call after each LiveEstimate::reset() or update(); a hidden panel catches up when it is shown.
    void refresh();
    /// Colours of the chart by catalog category, where they shall differ from the panel's own (AWS's).
    void setCategoryColours(const QHash<QString, QColor> &colours);

    QSize sizeHint() const override { return {280, 260}; }
    QSize minimumSizeHint() const override { return {180, 120}; }

Q_SIGNALS:
    /// The user asks to see a resource: select it and bring it into view.
    void revealRequested(const groundplan::ResourceId &resource);

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QVariantMap look() const;
    void applyLook();

    QQuickWidget *m_view;
    CostModel *m_model;
    bool m_isStale = true;
};

} // namespace groundplan
