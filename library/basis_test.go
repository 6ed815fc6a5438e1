package library

import (
	"strings"
	"testing"
)

func TestTheTableOfNumbersFollowsItsRules(t *testing.T) {
	list, err := readBasis(basisText)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) == 0 {
		t.Fatal("no numbers")
	}
	if len(Basis()) != len(list) {
		t.Errorf("Basis returns %d of %d numbers", len(Basis()), len(list))
	}
}

func TestDefaultFindsEveryNumberAndNoOther(t *testing.T) {
	for _, n := range Basis() {
		if got, ok := Default(n.ID); !ok || got != n {
			t.Errorf("Default(%q) is %v, %v", n.ID, got, ok)
		}
	}
	for _, id := range []string{"", "zzz", "incident"} {
		if n, ok := Default(id); ok || n != (Number{}) {
			t.Errorf("Default(%q) is %v, %v", id, n, ok)
		}
	}
}

func TestNumbersAreReadInTheirUnits(t *testing.T) {
	n, _ := Default("loss-breach")
	if n.Low != 2_500_000 || n.Likely != 4_440_000 || n.High != 10_200_000 {
		t.Errorf("loss-breach is %v, %v, %v", n.Low, n.Likely, n.High)
	}
	if n, _ := Default("skill-insider"); n.Low != 1 || n.Likely != 2 || n.High != 3 {
		t.Errorf("skill-insider is %v, %v, %v", n.Low, n.Likely, n.High)
	}
}

// Nobody keeps what he does not own: changing a returned list changes no other.
func TestBasisIsACopy(t *testing.T) {
	Basis()[0].ID = "changed"
	if Basis()[0].ID == "changed" {
		t.Error("a caller has changed the table")
	}
}

func TestRowsThatBreakARuleAreRefused(t *testing.T) {
	const fine = "a,probability,0.01,0.05,0.2,assumed,,,,,why\n"
	for _, c := range []struct{ name, old, new, want string }{
		{"a point", "0.01,0.05,0.2", "0.1,0.1,0.1", "a range, not a point"},
		{"less than a decade", "0.01,0.05,0.2", "0.05,0.1,0.2", "spans at least a decade"},
		{"a rate of less than a decade", "probability,0.01", "per-year,0.03", "spans at least a decade"},
		{"out of order", "0.01,0.05,0.2", "0.01,0.3,0.2", "do not ascend"},
		{"zero", "0.01,0.05", "0,0.05", "nothing is impossible or free"},
		{"above one", "0.05,0.2", "0.05,2", "it is above 1"},
		{"not a number", "0.05,0.2", "0.05,NaN", `"NaN" is not a number`},
		{"two scales", "probability,0.01,0.05,0.2", "cost,1,2,1e3k", `"1e3k" is not a number`},
		{"a skill that is none", "probability,0.01,0.05,0.2", "skill,novice,novice,genius", `"genius" is not a skill`},
		{"an unknown unit", "probability", "chance", `the unit "chance" is unknown`},
		{"an unknown basis", "assumed", "guessed", `the basis "guessed" is unknown`},
		{"an author's number", "assumed", "author", "stands in their models"},
		{"no source", "assumed,,", "expert,,2020", "has a source and a year"},
		{"no year", "assumed,", "expert,somebody", "has a source and a year"},
		{"no population", "assumed,,", "measured,somebody,2020", "of what it was counted"},
		{"half a source", "assumed,", "assumed,somebody", "a source has a year"},
		{"no such year", "assumed,,", "expert,somebody,last", `"last" is not a year`},
		{"n in words", ",,why", ",many,why", `n "many" is not a count`},
		{"no note", ",why", ",", "the note is missing"},
		{"a shouting id", "a,prob", "A,prob", "the id is not of words"},
		{"a missing cell", ",,why", ",why", "wrong number of fields"},
	} {
		text := strings.Join(basisColumns, ",") + "\n" + strings.Replace(fine, c.old, c.new, 1)
		if _, err := readBasis(text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, not %q", c.name, err, c.want)
		}
	}
}

func TestRowsOutOfOrderAreRefused(t *testing.T) {
	head := strings.Join(basisColumns, ",") + "\n"
	one := "b,probability,0.01,0.05,0.2,assumed,,,,,why\n"
	for name, text := range map[string]string{
		`line 3: "b" does not come after "b"`: head + one + one,
		`line 3: "a" does not come after "b"`: head + one + strings.Replace(one, "b", "a", 1),
		"the columns are":                     one,
	} {
		if _, err := readBasis(text); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%v, not %q", err, name)
		}
	}
}
