//go:build race

package attacktree_test

// underRace says that the race detector watches: corpora and sizes run once
// without it, and properties on fewer samples.
const underRace = true
