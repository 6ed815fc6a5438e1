package canvas

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

var update = flag.Bool("update", false, "rewrite the goldens")

var (
	white = Paint{Name: "white", Light: 0xFFFFFF, Dark: 0x000000}
	black = Paint{Name: "black", Light: 0x000000, Dark: 0xFFFFFF}
	thin  = Line{Paint: black, Width: 1}
)

// sample has one of everything.
func sample() *Drawing {
	return &Drawing{
		ID: "sample", Title: "A sample", Description: "One of everything.", Width: 300, Height: 200, Paper: white,
		Items: []Item{
			Curve{Points: []Point{{10, 10}, {20, 10}, {20, 30}, {40.123, 30.999}}, Line: Line{Paint: black, Width: 3, Dash: Dotted}},
			Polygon{Points: []Point{{0, 0}, {4, 0}, {2, 4}}, Fill: black},
			Group{ID: "place-1.1", Label: "1.1 Read the disk", Link: "#elsewhere", Items: []Item{
				Box{X: 50, Y: 50, W: 100, H: 40, Radius: 10, Fill: white, Line: Line{Paint: black, Width: 1.2, Dash: Dashed}},
				Text{X: 100, Y: 75, Anchor: Middle, Font: Font{Size: 14, Bold: true}, Fill: black, Text: `Read <the> "disk" & go`},
			}},
			Cylinder{X: 200, Y: 50, W: 60, H: 50, Lid: 8, Fill: white, Line: thin},
			Text{X: 290, Y: 190, Anchor: End, Font: Font{Size: 11}, Fill: black, Text: "end"},
		},
	}
}

func svg(t *testing.T, d *Drawing, theme Theme) string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteSVG(&b, d, theme); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestSVGIsAsBefore(t *testing.T) {
	for name, theme := range map[string]Theme{"auto": Auto, "light": Light, "dark": Dark} {
		got := svg(t, sample(), theme)
		path := filepath.Join("testdata", "sample-"+name+".svg")
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s differs from before:\n%s", path, got)
		}
	}
}

func TestEveryThemePrintsLight(t *testing.T) {
	auto, light, dark := svg(t, sample(), Auto), svg(t, sample(), Light), svg(t, sample(), Dark)
	if !strings.Contains(auto, "@media screen and (prefers-color-scheme:dark)") {
		t.Error("auto does not follow the screen alone")
	}
	if strings.Contains(light, "@media") || strings.Contains(light, "--white:#000000") {
		t.Error("light knows dark colours")
	}
	_, print, found := strings.Cut(dark, "@media print{")
	if !found || !strings.Contains(print, "--white:#FFFFFF") {
		t.Error("dark does not print light")
	}
}

// hostile are texts that must stay texts.
var hostile = []string{
	`</text><script>alert(1)</script>`, `" onload="alert(1)`, `' onclick='x`, `]]>`, `<!--`, `&lt;&#60;&nbsp;`,
	"line\nbreak\r\ttab", "\x00\x01\x1b[31mred", "\u202eevil\u202c", "\u2066a\u2069\u200f", "\xff\xfe broken", "\ufffe\uffff",
	strings.Repeat("long ", 2000), strings.Repeat("W", 10000), "", "   ", "Z̸̧̢̡̨̛͖͚a̵̢l̶g̷o", "漢字かな", "🙂👩‍👩‍👧", "كلمة",
}

func TestHostileTextStaysText(t *testing.T) {
	for _, text := range hostile {
		d := &Drawing{ID: "x", Title: text, Description: text, Width: 100, Height: 100, Paper: white, Items: []Item{
			Group{ID: "a", Label: text, Link: text, Items: []Item{Text{Font: Font{Size: 14}, Fill: black, Text: text}}},
		}}
		checkMarkup(t, svg(t, d, Auto))
	}
}

// checkMarkup reads the whole document and fails on anything but drawing.
func checkMarkup(t *testing.T, document string) {
	t.Helper()
	allowed := map[string]bool{"svg": true, "title": true, "desc": true, "style": true, "rect": true, "path": true, "text": true, "g": true, "a": true}
	r := xml.NewDecoder(strings.NewReader(document))
	for {
		token, err := r.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("not well-formed: %v\n%.400s", err, document)
		}
		element, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if !allowed[element.Name.Local] {
			t.Errorf("element %s in %.400s", element.Name.Local, document)
		}
		for _, a := range element.Attr {
			if strings.HasPrefix(a.Name.Local, "on") {
				t.Errorf("attribute %s in %.400s", a.Name.Local, document)
			}
		}
	}
}

func TestCleanKeepsOneSafeLine(t *testing.T) {
	cases := map[string]string{
		"plain text":          "plain text",
		" two  spaces ":       "two spaces",
		"a\nb\tc\r\nd\u2028e": "a b c d e",
		"\u202eevil\u202c":    "evil",
		"a\u200fb\u2066c":     "abc",
		"\x1b[31mred":         "[31mred",
		"soft\u00adhyphen":    "softhyphen",
		"\xffbroken":          "\ufffdbroken",
		"\ufeffmark":          "mark",
		"می\u200cخواهم":       "می\u200cخواهم",
		"åäö ß ž кот":         "åäö ß ž кот",
		"":                    "",
	}
	for text, want := range cases {
		if got := Clean(text); got != want {
			t.Errorf("Clean(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestCleanThinsPilesOfAccents(t *testing.T) {
	if got := Clean("a" + strings.Repeat("\u0301", 50)); utf8.RuneCountInString(got) > 1+maxMarks {
		t.Errorf("%d characters are left", utf8.RuneCountInString(got))
	}
}

// The widths of Arial, from its own table of 2048 units per em.
func TestWidthsAreThoseOfArial(t *testing.T) {
	cases := []struct {
		text  string
		bold  bool
		units float64
	}{
		{"i", false, 455},
		{"W", false, 1933},
		{" ", false, 569},
		{"a", false, 1139},
		{"%", false, 1821},
		{"a", true, 1139},
		{"W", true, 1933},
		{"i", true, 569},
	}
	for _, c := range cases {
		if got := (Font{Size: 2048, Bold: c.bold}).Width("x" + c.text + "x"); math.Abs(got-c.units-(Font{Size: 2048, Bold: c.bold}).Width("xx")) > 1 {
			t.Errorf("%q (bold %t) is %v wide, want %v", c.text, c.bold, got, c.units)
		}
	}
	if got := (Font{Size: 10}).Width("漢"); got != 10 {
		t.Errorf("a sign that the font lacks is %v wide, want the whole size", got)
	}
}

func TestCovers(t *testing.T) {
	for text, want := range map[string]bool{"Read the disk → go": true, "åäö ß ž кот Ωμέγα": true, "漢字": false, "🙂": false} {
		if got := Covers(text); got != want {
			t.Errorf("Covers(%q) = %t", text, got)
		}
	}
}

func TestWrappedLinesFit(t *testing.T) {
	texts := append(hostile, "Somebody sets the wrong permissions", "Donaudampfschifffahrtsgesellschaftskapitän", "i i i i i i i i i i i i i i i i i i i i i i i i i")
	for _, f := range []Font{{Size: 14}, {Size: 17, Bold: true}, {Size: 11}} {
		for _, width := range []float64{60, 172} {
			for _, text := range texts {
				lines := f.Wrap(text, width, 3)
				if len(lines) == 0 || len(lines) > 3 {
					t.Errorf("%.30q gives %d lines", text, len(lines))
				}
				for _, line := range lines {
					if got := f.Width(line); got > width+0.01 {
						t.Errorf("%.30q: line %q is %v wide, the room is %v", text, line, got, width)
					}
				}
			}
		}
	}
}

func TestWrapLosesNothingThatFits(t *testing.T) {
	const text = "Peek into a virtual machine or copy it"
	lines := Font{Size: 14}.Wrap(text, 172, 3)
	if got := strings.Join(lines, " "); got != text {
		t.Errorf("got %q", got)
	}
	if lines := (Font{Size: 14}).Wrap(strings.Repeat("word ", 100), 172, 3); len(lines) != 3 || !strings.HasSuffix(lines[2], "…") {
		t.Errorf("a text that is cut must say so: %q", lines)
	}
}

func TestLinksAreFragmentsOrHTTPS(t *testing.T) {
	for link, want := range map[string]bool{
		"#place-1": true, "https://example.org/a?b=c": true,
		"": false, "http://example.org": false, "javascript:alert(1)": false, "HTTPS://x": false, "//example.org": false,
		"data:text/html,x": false, "https://a b": false, "#a\nb": false, "https://\u202eevil": false,
	} {
		if got := SafeLink(link); got != want {
			t.Errorf("SafeLink(%q) = %t", link, got)
		}
		d := &Drawing{ID: "x", Items: []Item{Group{ID: "g", Label: "l", Link: link}}}
		if got := strings.Contains(svg(t, d, Light), "<a "); got != want {
			t.Errorf("link %q written: %t", link, got)
		}
	}
}

func TestNumbersAreAlwaysNumbers(t *testing.T) {
	for x, want := range map[float64]string{1.0 / 3: "0.33", -0.001: "0", math.Inf(1): "0", 1e7: "10000000"} {
		if got := number(x); got != want {
			t.Errorf("number(%v) = %q, want %q", x, got, want)
		}
	}
	if got := number(math.NaN()); got != "0" {
		t.Errorf("number(NaN) = %q", got)
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestWriteErrorsAreReturned(t *testing.T) {
	if err := WriteSVG(fullDisk{}, sample(), Auto); err == nil || !strings.Contains(err.Error(), "disk full") {
		t.Errorf("got %v", err)
	}
}

func FuzzWrap(f *testing.F) {
	for _, text := range hostile {
		f.Add(text, 100.0, 3)
	}
	f.Fuzz(func(t *testing.T, text string, width float64, lines int) {
		width, lines = 40+math.Mod(math.Abs(width), 400), 1+lines&3
		if math.IsNaN(width) {
			return
		}
		font := Font{Size: 14}
		wrapped := font.Wrap(text, width, lines)
		if len(wrapped) > lines {
			t.Fatalf("%d lines, at most %d", len(wrapped), lines)
		}
		for _, line := range wrapped {
			if font.Width(line) > width+0.01 {
				t.Fatalf("%q is wider than %v", line, width)
			}
		}
		checkMarkup(t, svg(t, &Drawing{ID: "x", Title: text, Items: []Item{Group{ID: "g", Label: text, Link: text}}}, Auto))
	})
}
