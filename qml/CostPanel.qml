// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

// The cost of the drawing. What it shows is CostModel's ("costs"); colours and fonts ("look") come from the widget around it.
FocusScope {
    id: panel

    readonly property color windowColour: look.windowColour
    readonly property color textColour: look.textColour
    readonly property color secondaryColour: look.secondaryColour
    readonly property color hoverColour: look.hoverColour
    readonly property color accentColour: look.accentColour
    readonly property color cheaperColour: look.cheaperColour
    readonly property color dearerColour: look.dearerColour
    readonly property string sansFamily: look.sansFamily
    readonly property string monoFamily: look.monoFamily

    readonly property int margin: 14

    focus: true

    component Words: Text {
        color: panel.textColour
        font.family: panel.sansFamily
        font.pixelSize: 13
        elide: Text.ElideRight
        textFormat: Text.PlainText
        renderType: Text.NativeRendering
    }

    component Chevron: Item {
        property bool isOpen: false
        width: 12
        height: 12
        Words {
            anchors.centerIn: parent
            text: "\u203a"
            rotation: parent.isOpen ? 90 : 0
            color: panel.secondaryColour
            font.pixelSize: 14
            elide: Text.ElideNone
        }
    }

    Rectangle {
        anchors.fill: parent
        color: panel.windowColour
    }

    Item {
        id: header
        x: panel.margin
        y: 8
        width: parent.width - 2 * panel.margin
        height: 18
        Words {
            id: caption
            text: qsTr("Cost")
            font.weight: Font.DemiBold
        }
        Words {
            anchors.baseline: caption.baseline
            anchors.left: caption.right
            anchors.leftMargin: 8
            anchors.right: parent.right
            text: costs.context
            color: panel.secondaryColour
            font.pixelSize: 11
        }
    }

    Flow {
        id: amount
        anchors.top: header.bottom
        anchors.topMargin: 6
        x: panel.margin
        width: parent.width - 2 * panel.margin
        spacing: 12
        Words {
            id: total
            objectName: "total"
            text: costs.total
            font.pixelSize: 28
            font.weight: Font.DemiBold
            Accessible.role: Accessible.StaticText
            Accessible.name: qsTr("%1 a month").arg(text)
        }
        Words {
            objectName: "difference"
            visible: costs.direction !== 0
            height: total.height
            verticalAlignment: Text.AlignVCenter
            topPadding: 6
            text: (costs.direction < 0 ? "\u25be " : "\u25b4 ") + costs.difference
            color: costs.direction < 0 ? panel.cheaperColour : panel.dearerColour
            Accessible.role: Accessible.StaticText
            Accessible.name: costs.direction < 0 ? qsTr("%1 less").arg(costs.difference) : qsTr("%1 more").arg(costs.difference)
        }
    }

    Item {
        id: bar
        objectName: "bar"
        anchors.top: amount.bottom
        anchors.topMargin: 8
        x: panel.margin
        width: parent.width - 2 * panel.margin
        height: 8
        // However little it is, each part is seen; the dearest one gives the room.
        function widthOf(index) {
            const all = costs.segments
            if (index > 0)
                return Math.max(index === all.length - 1 ? 5 : 2, bar.width * all[index].share)
            let others = 0
            for (let i = 1; i < all.length; ++i)
                others += widthOf(i)
            return Math.max(0, bar.width - others)
        }
        Rectangle {
            anchors.fill: parent
            radius: 4
            color: panel.hoverColour
            visible: costs.segments.length === 0
        }
        Row {
            Repeater {
                model: costs.segments
                Item {
                    required property var modelData
                    required property int index
                    readonly property bool isFirst: index === 0
                    readonly property bool isLast: index === costs.segments.length - 1
                    width: bar.widthOf(index)
                    height: bar.height
                    Rectangle {
                        anchors.fill: parent
                        radius: parent.isFirst || parent.isLast ? Math.min(4, width / 2) : 0
                        color: parent.modelData.colour
                    }
                    Rectangle { // the inner end is straight
                        visible: parent.isFirst !== parent.isLast
                        x: parent.isFirst ? parent.width - width : 0
                        width: Math.max(0, parent.width / 2)
                        height: parent.height
                        color: parent.modelData.colour
                    }
                }
            }
        }
    }

    ListView {
        id: list
        objectName: "rows"
        anchors.top: bar.bottom
        anchors.topMargin: 8
        anchors.bottom: parent.bottom
        width: parent.width
        bottomMargin: 8
        clip: true
        focus: true
        model: costs
        boundsBehavior: Flickable.StopAtBounds
        keyNavigationEnabled: true
        highlightMoveDuration: 0
        currentIndex: -1
        activeFocusOnTab: true
        onActiveFocusChanged: if (activeFocus && currentIndex < 0 && count > 0) currentIndex = 0
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Cost by category")

        Keys.onReturnPressed: costs.activate(currentIndex)
        Keys.onEnterPressed: costs.activate(currentIndex)
        Keys.onSpacePressed: costs.toggle(currentIndex)
        Keys.onRightPressed: if (currentItem && currentItem.isExpandable && !currentItem.isOpen) costs.toggle(currentIndex)
        Keys.onLeftPressed: {
            if (currentItem && currentItem.isExpandable && currentItem.isOpen)
                costs.toggle(currentIndex)
            else
                currentIndex = costs.parentRow(currentIndex)
        }

        delegate: Item {
            id: row
            required property int index
            required property string kind
            required property string title
            required property string amount
            required property string detail
            required property color colour
            required property bool isOpen
            required property bool isExpandable
            readonly property bool isTop: kind === "category" || kind === "unpriced"
            readonly property bool isResource: kind === "resource" || kind === "unpricedResource"
            readonly property int indent: isTop ? 0 : isResource ? 18 : 36

            objectName: kind + ":" + title
            width: ListView.view.width
            height: Math.max(isTop ? 24 : 22, words.implicitHeight + 6)
            Accessible.role: Accessible.ListItem
            Accessible.name: amount === "" ? title : title + ", " + amount
            Accessible.description: detail
            Accessible.focusable: true
            Accessible.onPressAction: costs.activate(index)

            Rectangle {
                anchors.fill: parent
                anchors.leftMargin: 6
                anchors.rightMargin: 6
                radius: 4
                color: mouse.containsMouse ? panel.hoverColour : "transparent"
                border.width: row.ListView.isCurrentItem && list.activeFocus ? 1 : 0
                border.color: panel.accentColour
            }

            MouseArea {
                id: mouse
                anchors.fill: parent
                hoverEnabled: true
                cursorShape: row.isTop || row.isResource ? Qt.PointingHandCursor : Qt.ArrowCursor
                onClicked: mouse => {
                    list.forceActiveFocus()
                    list.currentIndex = row.index
                    if (row.kind === "resource" && mouse.x < panel.margin + row.indent + 16)
                        costs.toggle(row.index)
                    else
                        costs.activate(row.index)
                }
            }

            Rectangle {
                visible: row.kind === "category"
                x: panel.margin
                y: 7
                width: 10
                height: 10
                radius: 3
                color: row.colour
            }
            Words {
                visible: row.kind === "unpriced"
                x: panel.margin
                y: 3
                width: 10
                horizontalAlignment: Text.AlignHCenter
                text: "?"
                color: panel.secondaryColour
                font.weight: Font.DemiBold
            }
            Chevron {
                visible: row.kind === "resource"
                x: panel.margin + row.indent - 4
                y: 5
                isOpen: row.isOpen
            }

            Column {
                id: words
                x: panel.margin + row.indent + (row.isTop ? 18 : row.kind === "resource" ? 12 : 0)
                y: 3
                width: money.x - x - 8
                Item {
                    visible: row.kind === "resource"
                    width: parent.width
                    height: name.height
                    Words {
                        id: name
                        width: Math.min(implicitWidth, parent.width)
                        text: row.title
                        font.pixelSize: 12
                    }
                    Words {
                        anchors.baseline: name.baseline
                        x: name.width + 8
                        width: Math.max(0, parent.width - x)
                        text: row.detail
                        font.pixelSize: 11
                        color: panel.secondaryColour
                    }
                }
                Words {
                    visible: row.kind !== "resource"
                    width: parent.width
                    text: row.title
                    font.pixelSize: row.isTop ? 13 : 12
                    wrapMode: row.kind === "note" ? Text.Wrap : Text.NoWrap
                    color: row.kind === "part" || row.kind === "note" || row.kind === "unpriced" ? panel.secondaryColour : panel.textColour
                }
                Words {
                    visible: row.detail !== "" && (row.kind === "part" || row.kind === "unpriced" || row.kind === "unpricedResource")
                    width: parent.width
                    text: row.detail
                    font.pixelSize: 11
                    wrapMode: Text.Wrap
                    maximumLineCount: 4
                    color: panel.secondaryColour
                }
            }
            Words {
                id: money
                x: row.width - panel.margin - width
                y: row.isTop ? 3 : 4
                text: row.amount
                font.family: panel.monoFamily
                font.pixelSize: row.isTop ? 13 : 12
                elide: Text.ElideNone
                color: row.kind === "part" ? panel.secondaryColour : panel.textColour
            }
        }

        Rectangle { // where one is in a long list
            parent: list
            visible: list.contentHeight > list.height
            anchors.right: parent.right
            anchors.rightMargin: 2
            y: list.visibleArea.yPosition * list.height
            width: 4
            height: Math.max(16, list.visibleArea.heightRatio * list.height)
            radius: 2
            color: panel.secondaryColour
            opacity: list.moving ? 0.7 : 0.35
        }
    }

    Words {
        visible: list.count === 0
        anchors.top: bar.bottom
        anchors.topMargin: 12
        x: panel.margin
        width: parent.width - 2 * panel.margin
        wrapMode: Text.Wrap
        text: qsTr("Nothing that is drawn costs anything yet.")
        color: panel.secondaryColour
        font.pixelSize: 12
    }
}
