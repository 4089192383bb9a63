// SPDX-License-Identifier: GPL-3.0-or-later
// Holds the precompiled header of the tests without a window.
