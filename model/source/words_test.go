package source

import (
	"strings"
	"testing"
)

func TestQuoteIsShortAndSafeToPrint(t *testing.T) {
	for text, want := range map[string]string{
		"broker":                  `"broker"`,
		`a "b"`:                   `"a \"b\""`,
		"\x1b[31m\n\u202e":        `"\x1b[31m\n\u202e"`,
		"\xff":                    `"\xff"`,
		strings.Repeat("é", 60):   `"` + strings.Repeat("é", 60) + `"`,
		strings.Repeat("é", 61):   `"` + strings.Repeat("é", 60) + `…"`,
		strings.Repeat("x", 1e6):  `"` + strings.Repeat("x", 60) + `…"`,
		"":                        `""`,
		"日本" + string(rune(0x85)): `"日本\u0085"`,
	} {
		if got := Quote(text); got != want {
			t.Errorf("%q became %s, not %s", text, got, want)
		}
	}
}

func TestClosest(t *testing.T) {
	keys := []string{"title", "kind", "inside", "runs_on", "exposed_to", "tenancy", "isolation", "tls", "to"}
	for word, want := range map[string]string{
		"tilte": "title", "insde": "inside", "exposd_to": "exposed_to", "isolaton": "isolation", "tsl": "tls", "knid": "kind", "runson": "runs_on", "exposed": "exposed_to",
		"title": "", "zebra": "", "x": "", "": "", "colour": "", strings.Repeat("t", 100): "",
	} {
		if got := Closest(word, keys); got != want {
			t.Errorf("%s: %q, not %q", word, got, want)
		}
	}
	if got := Closest("sens", []string{"sensor-1", "sensor-2"}); got != "" {
		t.Errorf("of two that begin alike %q was chosen", got)
	}
	if got := Closest("ab", []string{"ac", "aa"}); got != "ac" {
		t.Errorf("of equals %q came first", got)
	}
}

func TestProblems(t *testing.T) {
	problems := Problems{
		{Pos{"b", 1, 1}, "fifth", Value},
		{Pos{"a", 2, 1}, "fourth", Value},
		{Pos{"a", 1, 2}, "second", Value},
		{Pos{"a", 1, 2}, "third", Value},
		{Pos{"a", 1, 1}, "first", Syntax},
	}
	problems.Sort()
	first, left := problems.Limit(3)
	want := "a:1:1: first [syntax]\na:1:2: second [value]\na:1:2: third [value]"
	if first.Error() != want || left != 2 {
		t.Errorf("%d left of\n%v", left, first)
	}
	if all, left := problems.Limit(5); len(all) != 5 || left != 0 {
		t.Errorf("%d and %d of 5", len(all), left)
	}
}
