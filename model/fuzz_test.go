package model_test

import (
	"os"
	"testing"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
)

// FuzzDecode: whatever text becomes nodes, decoding them neither panics nor
// leaves a reader without a model or a reason, and it decides the same twice.
func FuzzDecode(f *testing.F) {
	seeds := []string{"starter.yaml", "testdata/full.yaml"}
	for _, name := range []string{"cycles", "gates", "ids", "numbers", "references", "shapes", "waivers"} {
		seeds = append(seeds, "testdata/wrong/"+name+".yaml")
	}
	for _, path := range seeds {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		root, problems := source.Read("m.yaml", data)
		if problems != nil {
			return
		}
		m, first := model.Decode("m.yaml", root)
		if (m == nil) == (len(first) == 0) {
			t.Fatalf("a model: %v, problems: %v", m != nil, first)
		}
		if _, second := model.Decode("m.yaml", root); first.Error() != second.Error() {
			t.Errorf("first %v, then %v", first, second)
		}
		if m != nil {
			usable(t, m)
		}
	})
}

// usable asks what every analysis asks of a model that was accepted.
func usable(t *testing.T, m *model.Model) {
	for _, c := range m.Components {
		m.Operator(c)
		m.Region(c)
	}
	for _, threat := range m.Threats {
		m.Leaves(threat)
	}
	for _, s := range m.Steps {
		if p := s.Probability; p != nil && (p.Mean() < 0 || p.Mean() > 1) {
			t.Errorf("step %q has a mean probability of %v", s.ID, p.Mean())
		}
		if _, kind, ok := m.Entity(s.ID); !ok || kind != "step" {
			t.Errorf("step %q is not in the index", s.ID)
		}
	}
}
