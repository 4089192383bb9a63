// Holds the precompiled header of the tests with a window.
