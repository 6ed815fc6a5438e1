package report

import (
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestNumbersRead(t *testing.T) {
	check := func(got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	check(money(0), "0")
	check(money(686), "686")
	check(money(9600), "9.6k")
	check(money(999.9), "1k")
	check(money(1.35e6), "1.35M")
	check(money(999999), "1M")
	check(money(2e9), "2bn")
	check(money(0.5), "0.5")
	check(money(1e-300), "1e-300")
	check(money(1e300), "1e+291bn")
	check(money(math.Inf(1)), "unlimited")
	check(money(math.NaN()), "NaN")
	check(days(0.5), "12 hours")
	check(days(1.0/1440), "1 minute")
	check(days(1), "1 day")
	check(days(730), "2 years")
	check(days(math.Inf(1)), "unlimited time")
	check(period(365), "a year")
	check(period(730), "in 2 years")
	check(period(90), "in 90 days")
	check(sentence("it works"), "It works.")
	check(sentence("does it?"), "Does it?")
	check(enumerate([]string{"a", "b", "c"}), "a, b and c")
	check(some([]string{"a", "b", "c"}, 2), "a, b, c")
	check(some([]string{"a", "b", "c", "d"}, 2), "a, b and 2 more")
}

func TestWidthsAreDisplayWidths(t *testing.T) {
	for s, want := range map[string]int{"abc": 3, "漢字": 4, "e\u0301": 1, "🔥": 2, "ｱ": 1, "": 0, "한국": 4} {
		if got := width(s); got != want {
			t.Errorf("%q is %d columns, want %d", s, got, want)
		}
	}
}

func TestClipKeepsToTheEdge(t *testing.T) {
	for _, s := range attacks {
		for max := 1; max < 40; max++ {
			if got := clip(oneLine(s), max); width(got) > max {
				t.Errorf("clip(%q, %d) = %q, %d columns", s, max, got, width(got))
			}
		}
	}
	if got := clip("short", 5); got != "short" {
		t.Errorf("clipped what fits: %q", got)
	}
}

func TestWrapLosesNothing(t *testing.T) {
	for _, s := range attacks {
		for _, max := range []int{2, 7, 30} {
			lines := wrap(oneLine(s), max)
			for _, line := range lines {
				if width(line) > max {
					t.Errorf("%q is wider than %d", line, max)
				}
			}
			strip := func(s string) string { return strings.ReplaceAll(s, " ", "") }
			if diff := cmp.Diff(strip(oneLine(s)), strip(strings.Join(lines, ""))); diff != "" {
				t.Errorf("wrapping at %d changed the text:\n%s", max, diff)
			}
		}
	}
}

func TestTablesAlignByDisplayWidth(t *testing.T) {
	got := written(t, Table{
		Head: []string{"id", "severity", "title"},
		Rows: [][]string{{"TEN-05", "critical", "Tenant from a header"}, {"漢字", "low", "two\nlines"}, {"X"}},
	}.Text)
	want := "" +
		"id      severity  title\n" +
		"TEN-05  critical  Tenant from a header\n" +
		"漢字    low       two lines\n" +
		"X\n"
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
}

func TestTablesGiveWayWhereTheyAreWidest(t *testing.T) {
	long := strings.Repeat("word ", 60)
	lines := strings.Split(string(written(t, Table{Head: []string{"id", "title"}, Rows: [][]string{{"KEEP-THIS-ID", long}}}.Text)), "\n")
	if !strings.HasPrefix(lines[1], "KEEP-THIS-ID  word") || len(lines) != 1+tallest+1 || !strings.HasSuffix(lines[tallest], "…") {
		t.Errorf("got %q", lines)
	}
}

func FuzzPlain(f *testing.F) {
	for _, s := range attacks {
		f.Add(s, 7)
	}
	f.Fuzz(func(t *testing.T, s string, max int) {
		p := oneLine(s)
		if strings.ContainsFunc(p, hostile) || !utf8.ValidString(p) {
			t.Errorf("oneLine(%q) = %q", s, p)
		}
		if plain(p) != p {
			t.Errorf("%q is plain, yet becomes %q", p, plain(p))
		}
		if max >= 1 && max < 1000 && width(clip(p, max)) > max {
			t.Errorf("clip(%q, %d) is %d columns", p, max, width(clip(p, max)))
		}
	})
}
