package library

import (
	"slices"
	"testing"
)

func TestNumbersInIdsSortAsNumbers(t *testing.T) {
	want := []string{"", "AC-2", "AC-2.1", "AC-2.10", "AC-10", "AC-010x", "B", "incident-year", "incident-year-large"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, naturally)
	if !slices.Equal(got, want) {
		t.Errorf("sorted: %q", got)
	}
}
