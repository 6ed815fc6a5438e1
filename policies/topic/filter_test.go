package topic

import (
	"regexp"
	"strings"
	"testing"
)

// words are all sequences of up to n levels.
func words(n int, levels []string) []string {
	var all, last []string
	for i := range n {
		var next []string
		for _, l := range levels {
			if i == 0 {
				next = append(next, l)
			}
			for _, head := range last {
				next = append(next, head+"/"+l)
			}
		}
		all, last = append(all, next...), next
	}
	return all
}

// allFilters are the valid filters of up to three levels over a small alphabet.
func allFilters(t *testing.T) []Filter {
	t.Helper()
	var filters []Filter
	for _, s := range words(3, []string{"", "a", "$s", "+", "#"}) {
		if f, err := ParseFilter(s); err == nil {
			filters = append(filters, f)
		}
	}
	if len(filters) < 100 {
		t.Fatalf("only %d filters", len(filters))
	}
	return filters
}

// allNames go one level deeper than the filters, and have a word that no filter
// has: whatever two filters differ in shows in one of these names.
func allNames(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, s := range words(4, []string{"", "a", "c", "$s"}) {
		if s != "" {
			names = append(names, s)
		}
	}
	return names
}

// reference matches by a regular expression written from the standard's words.
func reference(f Filter) func(string) bool {
	pattern := ""
	for i, level := range f.levels {
		slash := "/"
		if i == 0 {
			slash = ""
		}
		switch level {
		case "+":
			pattern += slash + "[^/]*"
		case "#":
			pattern += "(" + slash + ".*)?"
		default:
			pattern += slash + regexp.QuoteMeta(level)
		}
	}
	e := regexp.MustCompile("^" + pattern + "$")
	wild := f.levels[0] == "+" || f.levels[0] == "#"
	return func(name string) bool { return e.MatchString(name) && !(wild && strings.HasPrefix(name, "$")) }
}

func TestMatchesAsTheStandardSays(t *testing.T) {
	names := allNames(t)
	for _, f := range allFilters(t) {
		matches := reference(f)
		for _, n := range names {
			if got, want := f.Matches(n), matches(n); got != want {
				t.Errorf("%q matches %q: %v, want %v", f, n, got, want)
			}
		}
	}
}

func TestContainsAndIntersectsAgreeWithBruteForce(t *testing.T) {
	filters, names := allFilters(t), allNames(t)
	matched := make([][]bool, len(filters))
	for i, f := range filters {
		matches := reference(f)
		for _, n := range names {
			matched[i] = append(matched[i], matches(n))
		}
	}
	for i, f := range filters {
		for j, g := range filters {
			contains, intersects := true, false
			for n := range names {
				contains = contains && (matched[i][n] || !matched[j][n])
				intersects = intersects || matched[i][n] && matched[j][n]
			}
			if f.Contains(g) != contains {
				t.Errorf("%q contains %q: want %v", f, g, contains)
			}
			if f.Intersects(g) != intersects {
				t.Errorf("%q intersects %q: want %v", f, g, intersects)
			}
		}
	}
}

func TestParseFilter(t *testing.T) {
	for s, valid := range map[string]bool{
		"a": true, "/": true, "+": true, "#": true, "a/+/#": true, "+/+": true, "$SYS/#": true, "a b": true,
		"$share/group/a/#": true, "$share/group//": true, "$sharing/a": true,
		"": false, "a#": false, "a/#/b": false, "#/a": false, "a+": false, "+a/b": false, "##": false,
		"a\x00": false, "\xff": false, "$share/group": false, "$share//a": false, "$share/group/": false, "$share/+/a": false,
		strings.Repeat("a", MaxBytes): true, strings.Repeat("a", MaxBytes+1): false,
	} {
		f, err := ParseFilter(s)
		if (err == nil) != valid {
			t.Errorf("ParseFilter(%.20q): %v, want valid %v", s, err, valid)
		}
		if err == nil && f.String() != s {
			t.Errorf("ParseFilter(%.20q) is written %.20q", s, f)
		}
	}
}

func TestSharedSubscriptionMatchesWhatItsFilterMatches(t *testing.T) {
	shared, err := ParseFilter("$share/workers/devices/+/events")
	if err != nil {
		t.Fatal(err)
	}
	if shared.Group() != "workers" || !shared.Matches("devices/d1/events") || shared.Matches("$share/workers/devices/d1/events") {
		t.Errorf("group %q", shared.Group())
	}
	if plain, _ := ParseFilter("devices/#"); !plain.Contains(shared) || !shared.Intersects(plain) || shared.Contains(plain) {
		t.Error("a shared subscription is compared by its group")
	}
}

func TestNamesThatLookAlikeDoNotMatch(t *testing.T) {
	f, err := ParseFilter("devices/d1/#")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{
		"devices/d1": true, "devices/d1/": true, "devices/d1/a/b": true,
		"devices/d10": false, "devices/d10/a": false, "devices/d": false, "Devices/d1": false, "/devices/d1": false,
		"devices/d1/+": false, "devices/d1/#": false, "": false, "devices/d1/\x00": false,
	} {
		if f.Matches(name) != want {
			t.Errorf("matches %q: want %v", name, want)
		}
	}
}

func TestZeroFilterMatchesNothing(t *testing.T) {
	all, _ := ParseFilter("#")
	if zero := (Filter{}); zero.Matches("a") || zero.Contains(all) || all.Contains(zero) || zero.Intersects(all) || all.Intersects(zero) {
		t.Error("the zero filter matches something")
	}
}

func FuzzParseFilter(f *testing.F) {
	for _, s := range []string{"a/+/#", "$share/g/a", "$SYS/#", "//", "a/#/b", "\xff"} {
		f.Add(s, "a/b")
	}
	f.Fuzz(func(t *testing.T, s, name string) {
		filter, err := ParseFilter(s)
		if err != nil {
			return
		}
		if !filter.Contains(filter) || !filter.Intersects(filter) {
			t.Errorf("%q neither contains nor meets itself", s)
		}
		exact, err := ParseFilter(name)
		if err != nil || CheckName(name) != nil || exact.Group() != "" || strings.HasPrefix(name, "$share/") {
			return
		}
		if matches := filter.Matches(name); filter.Contains(exact) != matches || filter.Intersects(exact) != matches {
			t.Errorf("%q and %q: matching, containing and meeting differ", s, name)
		}
	})
}

func BenchmarkMatches(b *testing.B) {
	f, err := ParseFilter("devices/+/events/#")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		f.Matches("devices/d1/events/temperature")
	}
}
