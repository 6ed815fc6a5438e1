package attacktree_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"github.com/stormtree-dev/stormtree/attacktree"
)

// Nobody knows the probability of nus9601: here only bounds, and the small sets.
func TestTheUnsolvedAraliaTree(t *testing.T) {
	if underRace {
		t.Skip("without the race detector only")
	}
	readReference(t)
	tree, leaves := readFaultTree(t, filepath.Join(aralia, "nus9601.xml"))
	a, err := attacktree.Analyse(context.Background(), tree, attacktree.Options{MaxNodes: 1 << 21, MaxOrder: 6})
	if !errors.Is(err, attacktree.ErrBudget) {
		t.Fatalf("error %v", err)
	}
	count, err := a.Count(context.Background())
	if err != nil || count.Int64() != 1172 {
		t.Errorf("%v sets of at most six leaves, want 1172; error %v", count, err)
	}
	low, high, err := a.Bounds(context.Background(), probabilities(leaves))
	if err != nil || low < 9.9e-6 || low > 1.002e-5 || high < low || high > 3e-5 {
		t.Errorf("bounds %v and %v; the chances of the sets of six leaves add up to 1.002e-5; error %v", low, high, err)
	}
}
