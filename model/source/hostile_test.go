package source

import (
	"fmt"
	"math"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
)

// hostile are documents made to exhaust a reader. Each must end in the message, or
// without problems where there is none.
func hostile() map[string]struct{ text, want string } {
	again := strings.Repeat
	return map[string]struct{ text, want string }{
		"brackets in a line":    {again("[", 100_000), `1:1: this line holds 100000 bytes, more than 65536 [limit]`},
		"brackets":              {again("["+again("\n", 2), 100_000), `129:1: brackets are nested deeper than 64`},
		"few brackets":          {"a: " + again("[", 65) + again("]", 65) + "\n", `1:67: this is nested deeper than 64 [limit]`},
		"braces":                {again("{a: ", 10_000), `1:257: this is nested deeper than 64 [limit]`},
		"braces over lines":     {again("{a:\n", 100_000), `65:1: brackets are nested deeper than 64 [limit]`},
		"dashes in a line":      {again("- ", 30_000), `1:129: this is nested deeper than 64 [limit]`},
		"colons in a line":      {again("a: ", 20_000), `1:194: this is nested deeper than 64 [limit]`},
		"more colons":           {again("a: ", 50_000), `1:1: this line holds 149999 bytes, more than 65536 [limit]`},
		"keys, each deeper":     {deeper(300), `66:67: this is nested deeper than 64 [limit]`},
		"documents":             {again("---\n", 100_000), `2:1: "---" begins or ends a document; a file holds one [syntax]`},
		"10 MB":                 {"a: " + again("x", 10<<20), `1:1: the file holds more than the 8 MiB that are read [limit]`},
		"7 MB in a line":        {"a: " + again("x", 7<<20), `1:1: this line holds 7340035 bytes, more than 65536 [limit]`},
		"7 MB in lines":         {"a: |\n" + again("  "+again("x", 97)+"\n", 70_000), `1:1: this entry is too large: more than 512 KiB`},
		"100 KB in lines":       {"a: |\n" + again("  "+again("x", 97)+"\n", 1_000), `1:4: this text is longer than 64 KiB [limit]`},
		"quotes":                {"a: [" + again(`"\x41", `, 5_000) + "]\n", ``},
		"commas":                {"a: [" + again(",", 60_000) + "]\n", `1:1: this entry is too large`},
		"items":                 {"a:\n" + again("- b\n", 60_000), `1:1: this entry is too large`},
		"empty items":           {"a:\n" + again("-\n", 20_000), `5001:1: one collection holds more than 5000 items [limit]`},
		"keys of an inner map":  {"a:\n  b:\n" + numbered("    k%d: 1\n", 10_000), `1003:10: one collection holds more than 1000 items [limit]`},
		"keys":                  {numbered("k%d: 1\n", 100_000), ``},
		"keys of a section":     {"a:\n" + numbered("  k%d: 1\n", 100_000), ``},
		"the same key":          {again("k: 1\n", 100_000), `2:1: key "k" is set twice, first in line 1 [duplicate]`},
		"errors":                {again("k: [\n", 100_000), `1:4: "[" is never closed; a "]" is missing [syntax]`},
		"lines":                 {again("\n", 8<<20), `400001:1: the file has more than 400000 lines [limit]`},
		"blank lines in a text": {"a: |\n  x\n" + again("\n", 300_000), `53:1: more than 50 blank lines in a row [limit]`},
		"comments":              {again("#\n", 300_000) + "a: 1\n", `1:1: this entry is too large`},
		"tabs":                  {"a: \"" + again("\t", 60_000) + "\"\n", ``},
		"angles":                {"a: " + again("<", 60_000) + "\n", `1:4: more than 63 "<" in a row [limit]`},
		"escapes":               {again("\x1b[31m\n", 100_000), `1:1: the escape character U+001B is not allowed here; remove it [syntax]`},
		"half a character":      {"a: \xe6\x97", `1:4: byte 0xe6 is not UTF-8 text [syntax]`},
		"doubling aliases":      {"a0: &a0 [x, x]\n" + doubling("a%d: &a%d [*a%d, *a%d]\n"), `16:18: more than 500000 keys and values up to here`},
		"doubling merges":       {"a0: &a0 {x: 1}\n" + doubling("a%d: &a%d {k%[1]d: 1, <<: [*a%[3]d, *a%[3]d]}\n"), `more than 500000 keys and values up to here`},
		"long aliases":          {"a0: &a0 [x]\n" + chain(30_000), `65:16: this is nested deeper than 64 [limit]`},
		"self alias":            {"a: &a [*a]\n", `1:8: alias "a" names no anchor that ends before it [reference]`},
		"long words":            {again("x", 60_000) + "\n", `1:1: "` + again("x", 60) + `…" stands where`},
	}
}

func deeper(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

func numbered(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func doubling(format string) string {
	var b strings.Builder
	for i := 1; i < 40; i++ {
		fmt.Fprintf(&b, format, i, i, i-1, i-1)
	}
	return b.String()
}

func chain(n int) string {
	var b strings.Builder
	for i := 1; i < n; i++ {
		fmt.Fprintf(&b, "a%d: &a%d [*a%d]\n", i, i, i-1)
	}
	return b.String()
}

func TestHostileDocumentsEndInOneClearProblem(t *testing.T) {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(100 << 20))
	for name, c := range hostile() {
		runtime.GC()
		_, problems := ReadResolved("x", []byte(c.text))
		switch {
		case c.want == "" && problems != nil:
			t.Errorf("%s: %v", name, problems[0])
		case c.want != "" && (len(problems) == 0 || !strings.Contains(problems.Error(), c.want)):
			t.Errorf("%s: %.300s\nwant %s", name, problems.Error(), c.want)
		}
		if len(problems) > maxProblems+maxItems/maxProblems {
			t.Errorf("%s: %d problems", name, len(problems))
		}
		for _, p := range problems {
			if len(p.Message) > 400 {
				t.Errorf("%s: a message of %d bytes", name, len(p.Message))
			}
		}
		runtime.GC()
		Read("x", []byte(c.text))
	}
	assertHeap(t, 200)
	debug.SetMemoryLimit(200 << 20)
	_, problems := Read("x", []byte(numbered("k%d: [1, 2, 3, 4, 5, 6, 7, 8, 9, 0]\n", 100_000)))
	if len(problems) != 1 || !strings.Contains(problems[0].Message, "more than 750000 keys and values up to here") {
		t.Errorf("many values: %v", problems)
	}
	assertHeap(t, 300) // what one file may fill at most
	_, problems = Read("x", []byte(numbered("k%d: {a,b,c,d,e,f,g,h,i,j}\n", 20_000)))
	if len(problems) != 1 || !strings.Contains(problems[0].Message, "keys and values up to here, one for every 3 bytes of the file") {
		t.Errorf("values of a byte: %v", problems)
	}
}

func assertHeap(t *testing.T, megabytes uint64) {
	t.Helper()
	// The collector starts in earnest at the limit, and memory once taken from the
	// system stays in this count: so it is a high-water mark.
	var memory runtime.MemStats
	if runtime.ReadMemStats(&memory); memory.HeapSys > megabytes<<20 {
		t.Errorf("%d MB of heap, more than %d", memory.HeapSys>>20, megabytes)
	}
}

// TestReadIsLinear counts bytes instead of seconds: twice the text may take little
// more than twice the memory.
func TestReadIsLinear(t *testing.T) {
	small, large := allocated(generated(500)), allocated(generated(2_000))
	if large > 5*small {
		t.Errorf("500 components allocate %d bytes, 2,000 allocate %d", small, large)
	}
}

func allocated(data []byte) uint64 {
	best := uint64(math.MaxUint64)
	for range 3 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		Read("x", data)
		runtime.ReadMemStats(&after)
		best = min(best, after.TotalAlloc-before.TotalAlloc)
	}
	return best
}
