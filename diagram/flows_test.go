package diagram

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/diagram/canvas"
	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/risk"
)

func load(t testing.TB, path string) *model.Model {
	t.Helper()
	m, err := model.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func modelOf(t testing.TB, text string) *model.Model {
	t.Helper()
	path := filepath.Join(t.TempDir(), "model.yaml")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return load(t, path)
}

func shop(t testing.TB) *model.Model { return load(t, "testdata/flows.yaml") }

// found is what rules might say about the shop.
func found() *risk.Register {
	fail := func(rule, severity, title, element string) risk.Finding {
		return risk.Finding{Rule: rule, Severity: severity, Title: title, Element: element, Outcome: "fail"}
	}
	waived := fail("PRO-05", "high", "Waived", "pay")
	waived.Waived = true
	unknown := fail("TEN-01", "high", "Unknown", "box")
	unknown.Outcome = "unknown"
	shut := fail("PRO-06", "high", "Closed", "pay")
	shut.Closed = true
	return &risk.Register{Findings: []risk.Finding{
		shut, fail("KEY-01", "high", "The key lies beside the lock", "cards"), fail("PRO-01", "high", "Data travels in plain text", "sell"), fail("PRO-01", "high", "Data travels in plain text", "list"),
		waived, unknown,
		fail("TEN-06", "medium", "A shared front door without a namespace", "front"), fail("PRO-02", "medium", "Anybody may publish", "sell"),
		fail("PRO-01", "high", "Data travels in plain text", "goods"),
		fail("LEG-04", "low", "Nobody has planned to leave the provider", "host"), fail("TEN-07", "low", "The cloud is open to all", "cloud"),
	}}
}

func flowsSVG(t testing.TB, m *model.Model, r *risk.Register, o Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := DrawFlows(context.Background(), &b, m, r, "svg", o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestFlowsAreAsBefore(t *testing.T) {
	golden(t, "shop.svg", flowsSVG(t, shop(t), found(), Options{Theme: "light"}))
	var dot bytes.Buffer
	if err := DrawFlows(context.Background(), &dot, shop(t), found(), "dot", Options{}); err != nil {
		t.Fatal(err)
	}
	golden(t, "shop.dot", dot.String())
}

func examplePaths(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("../examples/*/model.yaml")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no examples found (error %v)", err)
	}
	return paths
}

func TestEveryPartAndFlowOfTheExamplesIsDrawn(t *testing.T) {
	for _, path := range examplePaths(t) {
		m := load(t, path)
		for _, o := range []Options{{}, {Direction: "right", Theme: "dark"}} {
			document := flowsSVG(t, m, nil, o)
			checkMarkup(t, path, document)
			for _, c := range m.Components {
				if !strings.Contains(document, `id="flows-part-`+safeID(c.ID)+`"`) {
					t.Errorf("%s: component %s is missing", path, c.ID)
				}
			}
			for _, f := range m.Flows {
				if !strings.Contains(document, `id="flows-flow-`+safeID(f.ID)+`"`) {
					t.Errorf("%s: flow %s is missing", path, f.ID)
				}
			}
			if tips, want := strings.Count(document, "Z\""), tipsOf(m); tips != want {
				t.Errorf("%s: %d arrowheads for %d flows, want %d", path, tips, len(m.Flows), want)
			}
		}
	}
}

// tipsOf counts the arrowheads: two where data goes both ways, and two more in
// the legend that says so.
func tipsOf(m *model.Model) int {
	n, both := len(m.Flows), 0
	for _, f := range m.Flows {
		if len(f.Carries) > 0 && len(f.Returns) > 0 {
			both++
		}
	}
	if both > 0 {
		both += 2
	}
	return n + both
}

func TestArrowsPointWhereTheDataGoes(t *testing.T) {
	m := shop(t)
	cards := m.Flow("sell").Carries
	asks := *m.Flow("sell")
	asks.Carries, asks.Returns = nil, cards
	p, err := newFlowPicture(m, nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		flow       *model.Flow
		both, back bool
	}{{m.Flow("sell"), false, false}, {m.Flow("buy"), true, false}, {m.Flow("touch"), false, false}, {&asks, false, true}}
	for _, c := range cases {
		a := p.arrow(c.flow, 0, 1)
		if a.both != c.both || a.back != c.back {
			t.Errorf("%s: both %t, back %t", c.flow.ID, a.both, a.back)
		}
	}
}

func TestAnArrowBackHasItsTipAtTheOtherEnd(t *testing.T) {
	cases := []struct {
		e    edge
		want string
	}{
		{edge{arrow: true}, "forward"},
		{edge{arrow: true, reversed: true}, "back"},
		{edge{arrow: true, back: true}, "back"},
		{edge{arrow: true, back: true, reversed: true}, "forward"},
		{edge{arrow: true, both: true, reversed: true}, "both"},
	}
	for _, c := range cases {
		if got := c.e.direction(); got != c.want {
			t.Errorf("%+v points %s, want %s", c.e, got, c.want)
		}
	}
}

func TestTheLegendTellsTheFrames(t *testing.T) {
	document := flowsSVG(t, shop(t), nil, Options{})
	for _, z := range tints {
		if !strings.Contains(document, z.words) {
			t.Errorf("the legend does not say %q", z.words)
		}
	}
	if inside := flowsSVG(t, shop(t), nil, Options{Boundary: "spare"}); strings.Contains(inside, tints[0].words) {
		t.Error("the legend explains a frame that is not drawn")
	}
}

func flowDrawing(t *testing.T, m *model.Model, r *risk.Register, o Options) (*flowPicture, *canvas.Drawing) {
	t.Helper()
	p, err := newFlowPicture(m, r, o)
	if err != nil {
		t.Fatal(err)
	}
	a, err := p.graph().arrange(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return p, p.draw(a)
}

func TestFlowTextFitsAndNothingOverlaps(t *testing.T) {
	models := map[string]*model.Model{"shop": shop(t)}
	for _, path := range examplePaths(t) {
		models[path] = load(t, path)
	}
	for i, text := range hostile {
		models[fmt.Sprintf("hostile %d", i)] = renamed(shop(t), text)
	}
	for name, m := range models {
		for _, direction := range []string{"down", "right"} {
			p, d := flowDrawing(t, m, found(), Options{Direction: direction})
			checkDrawing(t, name, d)
			checkLabels(t, name, p, d)
		}
	}
}

// renamed gives everything in a model the same title.
func renamed(m *model.Model, title string) *model.Model {
	m.Title = title
	for _, c := range m.Components {
		c.Title = title
	}
	for _, f := range m.Flows {
		f.Title, f.Purpose = title, title
	}
	for _, b := range m.Boundaries {
		b.Title = title
	}
	for _, a := range m.Assets {
		a.Title = title
	}
	for _, party := range m.Parties {
		party.Title = title
	}
	return m
}

// checkLabels fails when the words of a flow lie on a part.
func checkLabels(t *testing.T, name string, p *flowPicture, d *canvas.Drawing) {
	t.Helper()
	var frames []canvas.Box
	var words []canvas.Text
	for _, i := range d.Items {
		g, ok := i.(canvas.Group)
		if !ok {
			continue
		}
		if frame, ok := outline1(g); ok && !strings.HasPrefix(g.ID, "flow-") {
			frames = append(frames, frame)
			continue
		}
		for _, inner := range g.Items {
			if text, ok := inner.(canvas.Text); ok {
				words = append(words, text)
			}
		}
	}
	if len(frames) != len(p.parts) || len(words) < len(p.arrows) {
		t.Fatalf("%s: %d boxes for %d parts, %d words for %d flows", name, len(frames), len(p.parts), len(words), len(p.arrows))
	}
	for _, w := range words {
		half := w.Font.Width(w.Text) / 2
		for _, f := range frames {
			if w.X+half > f.X && w.X-half < f.X+f.W && w.Y > f.Y && w.Y-w.Font.Size*0.7 < f.Y+f.H {
				t.Errorf("%s: the words %q lie on a part", name, w.Text)
			}
		}
	}
}

func TestFindingsAreNumbered(t *testing.T) {
	s, err := newScene(shop(t), "")
	if err != nil {
		t.Fatal(err)
	}
	k := newMarks(s, found())
	if got := fmt.Sprint(k.at["sell"], k.at["list"], k.at["front"], k.at["pay"], k.at["box"]); got != "[1 3] [1] [2] [] []" {
		t.Errorf("the numbers are %s", got)
	}
	document := flowsSVG(t, shop(t), found(), Options{})
	for _, want := range []string{tableTitle, "Data travels in plain text", "Nobody has planned"} {
		if !strings.Contains(document, want) {
			t.Errorf("the picture does not say %q", want)
		}
	}
	if strings.Contains(document, "Waived") || strings.Contains(document, "Unknown") || strings.Contains(document, ">Closed<") {
		t.Error("the table lists what is waived, unknown or closed")
	}
}

func TestTheTableNumbersOnlyWhatIsOnThePicture(t *testing.T) {
	k := newMarks(scene{}, nil)
	if k.rules != 0 {
		t.Errorf("no register gives %d rules", k.rules)
	}
	s, err := newScene(shop(t), "")
	if err != nil {
		t.Fatal(err)
	}
	k = newMarks(s, found())
	used := map[int]bool{}
	for _, numbers := range k.at {
		for _, n := range numbers {
			used[n] = true
		}
	}
	if len(k.rows) == 0 || len(used) != len(k.rows) {
		t.Errorf("%d rows are numbered, %d numbers stand on the picture", len(k.rows), len(used))
	}
	var elsewhere []string
	for _, r := range k.elsewhere {
		elsewhere = append(elsewhere, r.title+" at "+enumerate(r.places))
	}
	want := "The key lies beside the lock at Card numbers; Data travels in plain text at List of goods; Nobody has planned to leave the provider at Cumulus"
	if got := strings.Join(elsewhere, "; "); got != want {
		t.Errorf("found elsewhere is %q, want %q", got, want)
	}
	if !strings.Contains(flowsSVG(t, shop(t), found(), Options{}), elsewhereTitle) {
		t.Error("the picture does not say what was found elsewhere")
	}
}

func TestManyBadgesAreCounted(t *testing.T) {
	for n, want := range map[int]string{0: "[]", 2: "[1 2]", 7: "[1 2 3 4 5 6 7]", 9: "[1 2 3 4 5 6 +3]"} {
		var numbers []int
		for i := range n {
			numbers = append(numbers, i+1)
		}
		if got := fmt.Sprint(badgeTexts(numbers)); got != want {
			t.Errorf("%d badges show as %s, want %s", n, got, want)
		}
	}
}

func TestTheTableSaysWhatItLeavesOut(t *testing.T) {
	r := &risk.Register{}
	for i := range maxMarks + 3 {
		r.Findings = append(r.Findings, risk.Finding{Rule: fmt.Sprintf("R-%d", i), Title: fmt.Sprintf("Title %d", i), Severity: "low", Element: "shop", Outcome: "fail"})
	}
	if document := flowsSVG(t, shop(t), r, Options{}); !strings.Contains(document, "3 rules more found something") {
		t.Error("rules beyond the table are not mentioned")
	}
}

// large is a model of n components in boundaries of ten, with flows in cycles.
func large(t testing.TB, n, flows int) *model.Model {
	var b strings.Builder
	b.WriteString("stormtree: 1\ntitle: Large\nboundaries:\n")
	for i := range (n + 9) / 10 {
		inside := ""
		if i%4 != 0 {
			inside = fmt.Sprintf(", inside: zone-%d", i-i%4)
		}
		fmt.Fprintf(&b, "  zone-%d: {title: Zone %d, kind: network%s}\n", i, i, inside)
	}
	b.WriteString("components:\n")
	for i := range n {
		fmt.Fprintf(&b, "  c%d: {title: Component number %d, kind: service, inside: zone-%d}\n", i, i, i/10)
	}
	b.WriteString("flows:\n")
	for i := range flows {
		fmt.Fprintf(&b, "  f%d: {from: c%d, to: c%d, purpose: query, tls: 1.3}\n", i, i*7%n, (i*13+5)%n)
	}
	return modelOf(t, b.String())
}

func TestNoFlowIsLostInLargeModels(t *testing.T) {
	for _, n := range []int{60, maxParts} {
		m := large(t, n, 2*n)
		p, d := flowDrawing(t, m, nil, Options{})
		groups := 0
		for _, i := range d.Items {
			if _, ok := i.(canvas.Group); ok {
				groups++
			}
		}
		if p.overview || groups != n+2*n {
			t.Errorf("%d parts and %d flows give %d things (overview %t)", n, 2*n, groups, p.overview)
		}
	}
}

func TestLargerModelsGetAnOverviewThatSaysSo(t *testing.T) {
	for _, n := range []int{200, 1000} {
		m := large(t, n, 2*n)
		p, _ := flowDrawing(t, m, nil, Options{})
		if !p.overview || len(p.parts) > maxParts || len(p.parts) < 5 || len(p.arrows) > maxBundles {
			t.Fatalf("%d components give %d parts and %d arrows (overview %t)", n, len(p.parts), len(p.arrows), p.overview)
		}
		document := flowsSVG(t, m, nil, Options{})
		if p.undrawn > 0 && !strings.Contains(document, count(p.undrawn, "flow")+" between other boundaries") {
			t.Error("the overview does not say what it leaves out")
		}
		if !strings.Contains(document, "This is an overview") || !strings.Contains(document, count(n, "part")) {
			t.Error("the overview does not say that it is one")
		}
		checkMarkup(t, "overview", document)
	}
}

func TestAnOverviewLosesNoFlow(t *testing.T) {
	m := large(t, 400, 900)
	sc, err := newScene(m, "")
	if err != nil {
		t.Fatal(err)
	}
	s := newSummary(sc, 2)
	components, flows := 0, 0
	for _, g := range s.groups {
		components += g.components
		flows += g.flows
	}
	for _, b := range s.bundles {
		flows += len(b.flows)
	}
	if components != len(m.Components) || flows != len(m.Flows) {
		t.Errorf("the overview holds %d components and %d flows of %d and %d", components, flows, len(m.Components), len(m.Flows))
	}
}

func TestABoundaryIsAPictureOfItsOwn(t *testing.T) {
	document := flowsSVG(t, shop(t), found(), Options{Boundary: "ours"})
	for _, id := range []string{"part-shop", "part-orders", "part-bank", "part-till", "part-front", "flow-list", "flow-pay"} {
		if !strings.Contains(document, "flows-"+id+`"`) {
			t.Errorf("%s is missing", id)
		}
	}
	for _, id := range []string{"part-buyer", "part-app", "part-box", "flow-touch", "flow-sell"} {
		if strings.Contains(document, "flows-"+id+`"`) {
			t.Errorf("%s has nothing to do with the boundary", id)
		}
	}
	if strings.Contains(document, "A shared front door") == strings.Contains(document, "Nobody has planned") {
		t.Error("the table must list the findings of what is drawn, and no others")
	}
	if !strings.Contains(document, "and what it talks to") || strings.Contains(document, "A room that nobody uses") {
		t.Error("the picture does not say what it shows")
	}
	if err := DrawFlows(context.Background(), io.Discard, shop(t), nil, "svg", Options{Boundary: "nowhere"}); err == nil {
		t.Error("an unknown boundary was drawn")
	}
}

func TestEmptyModelsAreDrawn(t *testing.T) {
	m := modelOf(t, "stormtree: 1\ntitle: Nothing yet\n")
	if document := flowsSVG(t, m, &risk.Register{}, Options{}); !strings.Contains(document, "Nothing flows here.") {
		t.Error("the picture of an empty model does not say so")
	}
	if err := DrawFlows(context.Background(), io.Discard, nil, nil, "svg", Options{}); err == nil {
		t.Error("no model was drawn")
	}
}

func TestSecrecyIsShownInWordsAndLines(t *testing.T) {
	cases := map[string]struct {
		want secrecy
		dash canvas.Dash
	}{"": {unknown, canvas.Dotted}, "none": {plain, canvas.Dashed}, "1.3": {locked, canvas.Solid}, "encrypted": {locked, canvas.Solid}}
	for tls, c := range cases {
		got := secrecyOf(&model.Flow{TLS: tls})
		if got != c.want || got.dash() != c.dash || got.word() == "" {
			t.Errorf("tls %q is drawn as %d, %q", tls, got, got.word())
		}
	}
}

func TestSameModelSameBytes(t *testing.T) {
	want := flowsSVG(t, shop(t), found(), Options{})
	for range 3 {
		if flowsSVG(t, shop(t), found(), Options{}) != want {
			t.Fatal("the same model gives other bytes")
		}
	}
}

func BenchmarkFlows(b *testing.B) {
	for _, n := range []int{15, 60, maxParts} {
		b.Run(fmt.Sprintf("parts=%d", n), func(b *testing.B) {
			m := large(b, n, 2*n)
			for b.Loop() {
				flowsSVG(b, m, nil, Options{})
			}
		})
	}
}
