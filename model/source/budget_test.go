package source

import "testing"

// Whatever value or key it is that the budget runs out at, somebody is told: a
// model may never lose its end in silence.
func TestNothingIsLostInSilence(t *testing.T) {
	const text = "section:\n  k1: {a: b}\n  k2: {a: b}\n  k3: {a: b}\n  k4: {a: b}\n"
	const values = 2 + 4*4
	for left := range values + 4 {
		body, problems := newText("t.yaml", []byte(text))
		if problems != nil {
			t.Fatal(problems)
		}
		r := &reader{text: body, ends: map[*Node]Pos{}, most: left}
		root := r.document()
		if whole := root != nil && len(root.Items) == 1 && len(root.Items[0].Keys) == 4; !whole && len(r.problems) == 0 {
			t.Errorf("with %d values left, some of the document is gone and nobody was told", left)
		}
	}
}
