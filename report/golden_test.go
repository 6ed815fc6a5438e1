package report

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stormtree-dev/stormtree/risk"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func written(t testing.TB, write func(io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func in(t testing.TB, format string, r *risk.Register, o Options) []byte {
	t.Helper()
	return written(t, func(w io.Writer) error { return Write(w, format, r, o) })
}

var plainOptions = Options{Version: "1.2.3"}

func TestRegistersLookLikeTheirGoldens(t *testing.T) {
	endings := map[string]string{"text": ".txt", "json": ".json", "markdown": ".md", "sarif": ".sarif", "csv": ".csv"}
	registers := map[string]*risk.Register{"home": home(), "hostile": hostileRegister(), "nothing": {}}
	for _, format := range Formats() {
		for _, name := range []string{"home", "hostile", "nothing"} {
			if name == "hostile" && (format == "json" || format == "sarif") {
				continue // long, and checked by what they promise
			}
			golden(t, name+endings[format], in(t, format, registers[name], plainOptions))
		}
	}
	for format, ending := range map[string]string{"github": ".github.txt", "gitlab": ".gitlab.json", "junit": ".junit.xml", "markdown": ".gate.md", "csv": ".gate.csv"} {
		golden(t, "home"+ending, in(t, format, home(), judgedBy(risk.Gate{WarnOn: risk.AtOrAbove(risk.Low)}, home())))
	}
	golden(t, "home-color.txt", in(t, "text", home(), Options{Color: true}))
}

func TestTreesAndExplanationsLookLikeTheirGoldens(t *testing.T) {
	golden(t, "tree.txt", written(t, func(w io.Writer) error { return Tree(w, isolationTree(), plainOptions) }))
	golden(t, "tree.json", written(t, func(w io.Writer) error { return TreeJSON(w, &isolationTree().Answer) }))
	golden(t, "explanation.txt", written(t, func(w io.Writer) error { return Explanation(w, floodExplanation(), plainOptions) }))
	golden(t, "explanation.json", written(t, func(w io.Writer) error { return ExplanationJSON(w, floodExplanation()) }))
}

func TestVerdictsLookLikeTheirGoldens(t *testing.T) {
	for name, gate := range map[string]risk.Gate{"verdict-fails.txt": {}, "verdict-passes.txt": {FailOn: risk.AtOrAbove(risk.Critical)}, "verdict-strict.txt": {FailOn: risk.AtOrAbove(risk.Low), Unknown: risk.UnknownFail}} {
		r := home()
		golden(t, name, written(t, func(w io.Writer) error { return Text(w, r, judgedBy(gate, r)) }))
	}
	nothing := &risk.Register{}
	golden(t, "verdict-nothing.txt", written(t, func(w io.Writer) error {
		return Text(w, nothing, judgedBy(risk.Gate{}, nothing))
	}))
}
