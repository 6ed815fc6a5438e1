package policies

import "testing"

// A fact that several rules ask for is one fact, and it belongs to whoever has to state it.
func TestKnowledgeCountsEachFactOnce(t *testing.T) {
	pack := loadPack(t, Options{})
	know := func(in *Input) Knowledge {
		t.Helper()
		in.Index()
		results, err := pack.Evaluate(t.Context(), in, nil)
		if err != nil {
			t.Fatal(err)
		}
		return pack.Know(in, results)
	}
	broker := func(c Component) *Input {
		c.Kind = "broker"
		return &Input{
			Components: map[string]*Component{"hub": &c, "one": {Kind: "service"}, "two": {Kind: "service"}},
			Flows:      map[string]*Flow{"a": {From: "one", To: "hub"}, "b": {From: "two", To: "hub"}},
		}
	}
	none := know(broker(Component{}))
	some := know(broker(Component{Tenancy: "shared"}))
	more := know(broker(Component{Tenancy: "shared", Isolation: "namespace"}))
	all := know(broker(Component{Tenancy: "shared", Isolation: "namespace", Checks: []string{"quota"}}))
	if none.Missing == 0 {
		t.Errorf("nothing is stated: %+v", none)
	}
	if some.Stated != none.Stated+1 || some.Missing >= none.Missing {
		t.Errorf("one fact is stated, several rules ask for it: %+v", some)
	}
	if more.Stated != some.Stated+1 || more.Missing >= some.Missing {
		t.Errorf("another fact is stated: %+v after %+v", more, some)
	}
	if all.Stated != more.Stated+1 || all.Missing >= more.Missing {
		t.Errorf("what both flows ask of their receiver is one fact: %+v after %+v", all, more)
	}
	if nothing := know(&Input{}); nothing != (Knowledge{}) {
		t.Errorf("of nothing: %+v", nothing)
	}
}
