// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/presentation.h"

#include "views/paint/style.h"

#include <QKeyEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>

namespace groundplan {

namespace {

constexpr int captionRoom = 44; // logical pixels below the drawing

} // namespace

Presentation::Presentation(Blueprint blueprint, const Catalog &catalog, PictureOptions options, QWidget *parent)
    : QWidget(parent, Qt::Window),
      m_blueprint(std::move(blueprint)),
      m_catalog(catalog),
      m_options(std::move(options)),
      m_pages(m_blueprint.pages())
{
    setObjectName(QStringLiteral("presentation"));
    setAttribute(Qt::WA_DeleteOnClose);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::BlankCursor);
    m_options.transparent = true;
    showPage(std::max<qsizetype>(0, m_pages.indexOf(m_options.page)));
}

QString Presentation::caption() const
{
    const Page *page = m_blueprint.find(m_options.page);
    const QString name = page && !page->name.isEmpty() ? page->name : m_blueprint.header().name;
    return m_pages.size() < 2 ? name : tr("%1 · %2 of %3", "page").arg(name).arg(m_index + 1).arg(m_pages.size());
}

void Presentation::showPage(qsizetype index)
{
    m_index = index;
    m_options.page = m_pages.value(index);
    m_picture = {};
    setWindowTitle(caption());
    setAccessibleName(caption());
    update();
}

/// Stops at the first and the last.
void Presentation::turn(qsizetype by)
{
    const qsizetype index = std::clamp<qsizetype>(m_index + by, 0, std::max<qsizetype>(0, m_pages.size() - 1));
    if (index != m_index)
        showPage(index);
}

void Presentation::paintEvent(QPaintEvent *)
{
    const Style &style = Style::named(m_options.theme);
    const double ratio = devicePixelRatioF();
    if (m_picture.size() != size() * ratio) {
        m_picture = QPixmap(size() * ratio);
        m_picture.setDevicePixelRatio(ratio);
        m_picture.fill(style.canvas);
        QPainter painter(&m_picture);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF room = QRectF(rect()).adjusted(24, 24, -24, -captionRoom);
        if (const auto painted = paintPicture(painter, room, m_blueprint, m_catalog, m_options); !painted) {
            painter.setFont(style.pageTitleFont);
            painter.setPen(style.textSecondary);
            painter.drawText(room, Qt::AlignCenter, painted.error().message);
        }
        painter.setFont(style.font);
        painter.setPen(style.textSecondary);
        painter.drawText(rect().adjusted(24, 0, -24, -14), Qt::AlignHCenter | Qt::AlignBottom, caption());
    }
    QPainter(this).drawPixmap(0, 0, m_picture);
}

void Presentation::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
    case Qt::Key_Q: close(); return;
    case Qt::Key_Right:
    case Qt::Key_Down:
    case Qt::Key_PageDown:
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter: turn(1); return;
    case Qt::Key_Left:
    case Qt::Key_Up:
    case Qt::Key_PageUp:
    case Qt::Key_Backspace: turn(-1); return;
    case Qt::Key_Home: turn(-m_pages.size()); return;
    case Qt::Key_End: turn(m_pages.size()); return;
    default: QWidget::keyPressEvent(event);
    }
}

void Presentation::mousePressEvent(QMouseEvent *event) { turn(event->button() == Qt::RightButton ? -1 : 1); }

void Presentation::wheelEvent(QWheelEvent *event)
{
    if (event->angleDelta().y() != 0 && event->phase() != Qt::ScrollMomentum)
        turn(event->angleDelta().y() < 0 ? 1 : -1);
    event->accept();
}

void Presentation::closeEvent(QCloseEvent *event)
{
    Q_EMIT ended(m_options.page);
    QWidget::closeEvent(event);
}

} // namespace groundplan

#include "moc_presentation.cpp"
