// Holds the precompiled header of the tests without a window.
