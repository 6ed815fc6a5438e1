package diagram

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stormtree-dev/stormtree/diagram/canvas"
	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/risk"
)

var update = flag.Bool("update", false, "rewrite the goldens")

// examples are the trees that every property is tried on.
func examples() map[string]*risk.Tree {
	return map[string]*risk.Tree{"wrong-hands": wrongHands(), "flood": flood(), "shared": shared(), "bushy": bushy(200, 5), "single": single()}
}

// shared has a part that stands in two places, unnamed gates, and a single child.
func shared() *risk.Tree {
	phish := func() *risk.Branch { return leaf("phish", "Phish an operator", model.Action, 0.2) }
	password := func() *risk.Branch {
		b := gate("Learn a password", model.GateAny, 0.4, phish(), leaf("watch", "Watch a colleague", model.Action, 0.2))
		b.Step = "password"
		return b
	}
	t := &risk.Tree{
		Threat: "shared", Title: "SQL injection", Horizon: 730, Attacker: "outsider",
		Root: gate("", model.GateAny, 0.3,
			gate("", model.GateAll, 0.1, password(), leaf("vpn", "Get onto the private network", model.Action, 0.3)),
			gate("Only through the office", model.GateAll, 0.1, gate("", model.GateSequence, 0.1, password(), phish()))),
	}
	number(t.Root)
	again := t.Root.Children[1].Children[0]
	again.Children[0].SeeNumber, again.Children[1].SeeNumber = "1.1", "1.1.1"
	t.Total.Likelihood.Current, t.Total.Frequency.Current = 0.2, 0.223
	return t
}

// single is one accident and nothing else.
func single() *risk.Tree {
	t := &risk.Tree{Threat: "single", Title: "Fire.", Horizon: 365, Root: leaf("fire", "Fire", model.Accident, 0.01)}
	t.Total.Likelihood.Current, t.Total.Frequency.Current = 0.01, 0.01005
	return t
}

func treeSVG(t testing.TB, tree *risk.Tree, o Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := DrawTree(context.Background(), &b, tree, "svg", o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
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
		t.Errorf("%s differs from before; look at it and run with -update", path)
	}
}

func TestTreesAreAsBefore(t *testing.T) {
	for name, tree := range examples() {
		golden(t, name+".svg", treeSVG(t, tree, Options{Theme: "light"}))
		var dot, words bytes.Buffer
		if err := DrawTree(context.Background(), &dot, tree, "dot", Options{}); err != nil {
			t.Fatal(err)
		}
		golden(t, name+".dot", dot.String())
		if err := Outline(&words, tree); err != nil {
			t.Fatal(err)
		}
		golden(t, name+".txt", words.String())
	}
}

func TestOptionsAreChecked(t *testing.T) {
	cases := []struct {
		format string
		o      Options
		want   string
	}{
		{"gif", Options{}, "gif"},
		{"", Options{}, "neither svg nor dot"},
		{"svg", Options{Theme: "pink"}, "pink"},
		{"svg", Options{Direction: "up"}, "up"},
		{"svg", Options{Branch: "7.7"}, "7.7"},
	}
	for _, c := range cases {
		err := DrawTree(context.Background(), io.Discard, flood(), c.format, c.o)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: got %v, want an error about %q", c, err, c.want)
		}
	}
	if err := DrawTree(context.Background(), io.Discard, &risk.Tree{}, "svg", Options{}); err == nil {
		t.Error("a threat without a tree was drawn")
	}
	if err := Outline(io.Discard, nil); err == nil {
		t.Error("a threat without a tree was told")
	}
}

func TestTreesAreWellFormed(t *testing.T) {
	for name, tree := range examples() {
		for _, o := range []Options{{}, {Theme: "dark", Direction: "down"}, {Theme: "light", Direction: "right", Whole: true}} {
			document := treeSVG(t, tree, o)
			checkMarkup(t, name, document)
			for _, part := range []string{`role="img"`, "<title", "<desc", `tabindex="0"`, `aria-label="`} {
				if !strings.Contains(document, part) {
					t.Errorf("%s has no %s", name, part)
				}
			}
		}
	}
}

// checkMarkup reads a whole document; ids must be unique, links must lead somewhere.
func checkMarkup(t *testing.T, name, document string) {
	t.Helper()
	allowed := map[string]bool{"svg": true, "title": true, "desc": true, "style": true, "rect": true, "path": true, "text": true, "g": true, "a": true}
	ids, links := map[string]bool{}, []string{}
	r := xml.NewDecoder(strings.NewReader(document))
	for {
		token, err := r.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%s is not well-formed: %v", name, err)
		}
		element, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if !allowed[element.Name.Local] {
			t.Errorf("%s contains an element %s", name, element.Name.Local)
		}
		for _, a := range element.Attr {
			switch a.Name.Local {
			case "id":
				if ids[a.Value] {
					t.Errorf("%s: id %q stands twice", name, a.Value)
				}
				ids[a.Value] = true
			case "href":
				links = append(links, strings.TrimPrefix(a.Value, "#"))
			}
		}
	}
	for _, l := range links {
		if !ids[l] {
			t.Errorf("%s: the link to %q leads nowhere", name, l)
		}
	}
}

// drawing is a tree as a list of things to draw.
func drawing(t *testing.T, tree *risk.Tree, o Options) *canvas.Drawing {
	t.Helper()
	p, err := newTreePicture(tree, o)
	if err != nil {
		t.Fatal(err)
	}
	a, err := p.graph().arrange(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return p.draw(a)
}

func TestTextFitsItsBoxAndBoxesDoNotOverlap(t *testing.T) {
	trees := examples()
	for i, text := range hostile {
		tree := flood()
		tree.Title = text
		walk(tree.Root, func(b *risk.Branch) { b.Title = text + text })
		tree.Root.Children[0].Mitigations = []risk.Applied{{Title: text, Responsible: text, Status: model.Implemented, Share: 0.5}}
		tree.Root.Children[0].Rules, tree.Root.Children[0].Shut = []string{text}, i%2 == 0
		trees[fmt.Sprintf("hostile %d", i)] = tree
	}
	for name, tree := range trees {
		for _, direction := range []string{"down", "right"} {
			checkDrawing(t, name, drawing(t, tree, Options{Direction: direction}))
		}
	}
}

func checkDrawing(t *testing.T, name string, d *canvas.Drawing) {
	t.Helper()
	var frames []canvas.Box
	for _, i := range d.Items {
		switch i := i.(type) {
		case canvas.Text:
			checkInside(t, name, i, canvas.Box{W: d.Width, H: d.Height})
		case canvas.Group:
			frame, ok := outline1(i)
			if !ok {
				continue
			}
			if !strings.HasPrefix(i.ID, "flow-") { // words may touch, parts may not
				frames = append(frames, frame)
			}
			checkInside(t, name, canvas.Text{X: frame.X, Y: frame.Y + frame.H}, canvas.Box{W: d.Width, H: d.Height})
			for _, inner := range i.Items {
				if text, ok := inner.(canvas.Text); ok && text.Fill != goalInk || ok && frame.Fill == goalFill {
					checkInside(t, name, text, frame)
				}
			}
		}
	}
	if len(frames) == 0 {
		t.Fatalf("%s has no boxes", name)
	}
	for i, a := range frames {
		for _, b := range frames[:i] {
			if a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H {
				t.Errorf("%s: the boxes %+v and %+v overlap", name, a, b)
			}
		}
	}
}

// outline1 is the first box or cylinder of a group.
func outline1(g canvas.Group) (canvas.Box, bool) {
	switch first := g.Items[0].(type) {
	case canvas.Box:
		return first, true
	case canvas.Cylinder:
		return canvas.Box{X: first.X, Y: first.Y, W: first.W, H: first.H}, true
	}
	return canvas.Box{}, false
}

// How far the letters of the font reach above and below their line, in sizes.
const ascent, descent = 0.905, 0.212

func checkInside(t *testing.T, name string, text canvas.Text, frame canvas.Box) {
	t.Helper()
	w := text.Font.Width(text.Text)
	left := text.X - w*[...]float64{canvas.Start: 0, canvas.Middle: 0.5, canvas.End: 1}[text.Anchor]
	if left < frame.X-0.1 || left+w > frame.X+frame.W+0.1 || text.Y-ascent*text.Font.Size < frame.Y-0.1 || text.Y+descent*text.Font.Size > frame.Y+frame.H+0.1 {
		t.Errorf("%s: the text %.60q (%.1f wide at %.1f, %.1f) leaves %+v", name, text.Text, w, text.X, text.Y, frame)
	}
}

func TestEveryBranchIsDrawnOrCounted(t *testing.T) {
	for name, tree := range examples() {
		p, err := newTreePicture(tree, Options{Whole: true})
		if err != nil {
			t.Fatal(err)
		}
		drawn := map[string]bool{}
		for _, pl := range p.places {
			drawn[pl.branch.Number] = true
		}
		walk(tree.Root, func(b *risk.Branch) {
			if !drawn[b.Number] && !insideShared(tree.Root, b) {
				t.Errorf("%s: branch %q is missing", name, b.Number)
			}
		})
	}
}

// insideShared reports whether a branch is part of one that is told elsewhere.
func insideShared(root, b *risk.Branch) bool {
	found := false
	walk(root, func(s *risk.Branch) {
		if s.SeeNumber != "" {
			walk(s, func(inner *risk.Branch) { found = found || inner == b })
		}
	})
	return found
}

func TestTreesOfTheExamples(t *testing.T) {
	drawn := 0
	for _, path := range examplePaths(t) {
		m := load(t, path)
		for _, threat := range m.Threats {
			tree, err := risk.BuildTree(context.Background(), m, risk.Options{}, threat.ID, "")
			if err != nil {
				t.Fatal(err)
			}
			checkMarkup(t, threat.ID, treeSVG(t, tree, Options{}))
			checkDrawing(t, threat.ID, drawing(t, tree, Options{}))
			var words bytes.Buffer
			if err := Outline(&words, tree); err != nil {
				t.Fatal(err)
			}
			for _, step := range m.Leaves(threat) {
				if !strings.Contains(words.String(), step.Title) {
					t.Errorf("%s: the words do not mention %q", threat.ID, step.Title)
				}
			}
			drawn++
		}
	}
	if drawn < 10 {
		t.Errorf("only %d trees found in the examples", drawn)
	}
}

func TestLargeTreesFold(t *testing.T) {
	tree := bushy(200, 5)
	p, err := newTreePicture(tree, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if n := visible(tree.Root, p.fold, 0); n > maxSteps {
		t.Errorf("%d cards end a branch, at most %d fit", n, maxSteps)
	}
	if p.hiddenSteps() != 200 {
		t.Errorf("%d steps are said to be folded, want 200", p.hiddenSteps())
	}
	document := treeSVG(t, tree, Options{})
	if !strings.Contains(document, "+25 steps, see branch 1.1") || !strings.Contains(document, "200 steps of its 200 steps") {
		t.Error("the picture does not say what it folds")
	}
	if branch := treeSVG(t, tree, Options{Branch: "1.1"}); !strings.Contains(branch, "Branch 1.1 of") || !strings.Contains(branch, "1.1.1.1") && !strings.Contains(branch, "see branch 1.1.1") {
		t.Error("a branch cannot be drawn as a page of its own")
	}
}

func TestEndlessTreesAreRefused(t *testing.T) {
	err := DrawTree(context.Background(), io.Discard, bushy(3000, 3000), "svg", Options{})
	if err == nil || !strings.Contains(err.Error(), "too wide") {
		t.Errorf("got %v, want an error that the tree is too wide", err)
	}
}

func TestTheCheapestWayIsOneWay(t *testing.T) {
	tree := shared()
	walk(tree.Root, func(b *risk.Branch) { b.Critical = b.Step == "phish" || b.Step == "vpn" })
	marks := map[*risk.Branch]bool{}
	cheapest(tree.Root, marks)
	var numbers []string
	walk(tree.Root, func(b *risk.Branch) {
		if marks[b] {
			numbers = append(numbers, b.Number)
		}
	})
	if got := strings.Join(numbers, " "); got != " 1 1.1 1.1.1 1.2" {
		t.Errorf("marked are%s", got)
	}
}

func TestStatesOfADefence(t *testing.T) {
	implemented, later := risk.Applied{Status: model.Implemented}, risk.Applied{Status: model.Planned}
	cases := []struct {
		b    risk.Branch
		want state
		tag  string
	}{
		{risk.Branch{Probability: risk.Views{Inherent: 0.6, Current: 0.12}, Mitigations: []risk.Applied{implemented, later}}, weakened, "WEAKENED 60% → 12%"},
		{risk.Branch{Probability: risk.Views{Inherent: 0.6}, Shut: true, Mitigations: []risk.Applied{implemented}}, blocked, "BLOCKED"},
		{risk.Branch{Probability: risk.Views{Inherent: 0.6, Current: 0.6, Projected: 0.1}, Mitigations: []risk.Applied{later}}, planned, "PLANNED 60% → 10%"},
		{risk.Branch{Shut: true}, shut, "SHUT"},
		{risk.Branch{Probability: risk.Views{Inherent: 0.6, Current: 0.6}, Mitigations: []risk.Applied{{Status: model.Proposed}}}, bare, ""},
	}
	for _, c := range cases {
		if got := stateOf(&c.b); got != c.want || got.tag(c.b.Probability) != c.tag {
			t.Errorf("%+v: state %d, tag %q; want %d, %q", c.b, got, got.tag(c.b.Probability), c.want, c.tag)
		}
	}
}

func TestNumbersHaveUnitsAndWords(t *testing.T) {
	cases := []struct {
		kind    string
		p       float64
		horizon float64
		want    string
	}{
		{model.Action, 0.3, 365, "30% per attempt, unlikely"},
		{model.Condition, 0.6, 365, "60%: likely so"},
		{model.Condition, 0.3, 365, "30%: unlikely"},
		{model.Condition, 1, 365, "100%: it is so"},
		{model.Accident, 0.08, 365, "8% a year, about once in 12 years"},
		{model.Accident, 0.08, 730, "8% in 2 years, about once in 25 years"},
		{model.Accident, 0.05, 365, "5% a year, about once in 20 years"},
		{model.Accident, 1, 365, "100% a year, about once a year"},
		{model.Accident, 0.00001, 365, "0.001% a year, less than once in 1000 years"},
		{model.Action, 0, 365, "cannot happen today"},
	}
	for _, c := range cases {
		if got := chance(leaf("x", "x", c.kind, c.p), c.horizon); got != c.want {
			t.Errorf("%s %v: got %q, want %q", c.kind, c.p, got, c.want)
		}
	}
	tree := flood()
	tree.Total.Likelihood.Current, tree.Total.Frequency.Current = 0.075, 0.078
	if got, want := goalChance(tree), "7.5% a year, about once in 13 years"; got != want {
		t.Errorf("the goal says %q, want %q", got, want)
	}
	tree.Total.Frequency.Current, tree.Root.AtMost = 1.9, true
	if got, want := goalChance(tree), "at most 7.5% a year, about 1.9 times a year"; got != want {
		t.Errorf("the goal says %q, want %q", got, want)
	}
	b := leaf("x", "x", model.Action, 0.3)
	b.AtMost = true
	if got, want := chance(b, 365), "at most 30% per attempt, unlikely"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	b.Probability.Current = 1
	if got, want := chance(b, 365), "not known: up to 100%"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSameTreeSameBytesInParallel(t *testing.T) {
	want := treeSVG(t, wrongHands(), Options{})
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			var b bytes.Buffer
			if err := DrawTree(context.Background(), &b, wrongHands(), "svg", Options{}); err != nil || b.String() != want {
				t.Errorf("a parallel picture differs (error %v)", err)
			}
		})
	}
	group.Wait()
}

func TestForeignLettersGetANote(t *testing.T) {
	tree := flood()
	if strings.Contains(treeSVG(t, tree, Options{}), "not in its own font") {
		t.Error("a note about letters where none is needed")
	}
	tree.Title = "漢字"
	if !strings.Contains(treeSVG(t, tree, Options{}), "not in its own font") {
		t.Error("no note about letters that the font lacks")
	}
}

func BenchmarkTree(b *testing.B) {
	for _, n := range []int{20, 140, 800} {
		tree := bushy(n, 3)
		places := 0
		if p, err := newTreePicture(tree, Options{Whole: true}); err == nil {
			places = len(p.places)
		}
		b.Run(fmt.Sprintf("steps=%d/boxes=%d", n, places), func(b *testing.B) {
			for b.Loop() {
				treeSVG(b, tree, Options{Whole: true})
			}
		})
	}
}

func TestATreeSeenByAnAttackerTellsHisNumbers(t *testing.T) {
	tree := flood()
	tree.Attacker, tree.AttackerTitle = "insider", "A colleague with a grudge"
	p, err := newTreePicture(tree, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := p.page().caption, "Seen by one attacker: A colleague with a grudge."; !strings.Contains(got, want) {
		t.Errorf("the caption is %q, want %q in it", got, want)
	}
	if got, want := goalChance(tree), "85% a year, about 1.9 times a year, by this attacker"; got != want {
		t.Errorf("the goal says %q, want %q", got, want)
	}
	tree.Total, tree.Root.Probability = risk.Numbers{}, risk.Views{}
	walk(tree.Root, func(b *risk.Branch) { b.Critical, b.Shut = false, true })
	step := tree.Root.Children[0]
	step.OutOfReach = true
	document := treeSVG(t, tree, Options{})
	for _, want := range []string{"not to be expected of this attacker", "OUT OF REACH", "not for this attacker", "or out of this attacker&#39;s reach", "or not by this attacker"} {
		if !strings.Contains(document, want) {
			t.Errorf("the picture does not say %q", want)
		}
	}
	if step.OutOfReach = false; strings.Contains(treeSVG(t, tree, Options{}), "OUT OF REACH") {
		t.Error("a step within reach is said to be out of it")
	}
}

func TestAGoalThatNobodyIsExpectedToReachIsNotCalledImpossible(t *testing.T) {
	tree := flood()
	tree.Total = risk.Numbers{}
	if got, want := goalChance(tree), "not to be expected of any attacker in the model"; got != want {
		t.Errorf("the goal says %q, want %q", got, want)
	}
	tree.Root.Probability = risk.Views{}
	if got, want := goalChance(tree), "cannot happen today"; got != want {
		t.Errorf("the goal says %q, want %q", got, want)
	}
}

func told(t *testing.T, tree *risk.Tree, branch string) string {
	t.Helper()
	var words bytes.Buffer
	if err := OutlineBranch(&words, tree, branch); err != nil {
		t.Fatal(err)
	}
	return words.String()
}

func TestABranchIsToldAlone(t *testing.T) {
	want := `Branch 2 of: How could this happen: readings of our customers end up in the wrong hands?
86% per attempt, highly likely.
The cheapest way in, as far as it leads through this branch: it is open if who gets the data may decrypt it too.
2 Make sense of the data: 86% per attempt, highly likely. On the cheapest way in.
  Any one of these is enough:
  2.1 Who gets the data may decrypt it too: 30%: unlikely. On the cheapest way in.
  2.2 Use the key that the provider keeps: 80% per attempt, highly likely.
`
	if got := told(t, wrongHands(), "2"); got != want {
		t.Errorf("branch 2 is told as\n%s", got)
	}
	if err := OutlineBranch(io.Discard, flood(), "7.7"); !errors.Is(err, ErrNoBranch) {
		t.Errorf("got %v, want an error that there is no branch", err)
	}
}

func TestABranchBesideTheCheapestWaySaysSo(t *testing.T) {
	aside, through := "The cheapest way in does not lead through this branch.", "as far as it leads through this branch: "
	for branch, want := range map[string]string{"1.1": aside, "1.2.4": through + "watch a colleague type and log in as our operator."} {
		p, err := newTreePicture(wrongHands(), Options{Branch: branch})
		if err != nil {
			t.Fatal(err)
		}
		if got := p.page().caption; !strings.HasSuffix(got, want) {
			t.Errorf("the caption of branch %s is %q, want %q", branch, got, want)
		}
	}
	if words := told(t, flood(), "3.3"); !strings.Contains(words, aside) {
		t.Errorf("branch 3.3 is told as %q", words)
	}
}

func TestSharedPartsBesideABranchAreSaidToBeElsewhere(t *testing.T) {
	branch, whole := treeSVG(t, shared(), Options{Branch: "2"}), treeSVG(t, shared(), Options{})
	if !strings.Contains(branch, "drawn on the whole tree as 1.1") || strings.Contains(branch, "same as 1.1") {
		t.Error("a branch refers to what it does not show")
	}
	if !strings.Contains(whole, "same as 1.1") || strings.Contains(whole, "drawn on the whole tree") {
		t.Error("the whole tree does not refer to itself")
	}
	if words := told(t, shared(), "2"); !strings.Contains(words, "Told in the whole tree as 1.1.") {
		t.Errorf("the branch is told as %q", words)
	}
}

func TestWhatIsShutHasNoBar(t *testing.T) {
	bars := func(b *risk.Branch) (n int) {
		for _, r := range stepCard(b, 365, "", false).rows {
			if r.bar {
				n++
			}
		}
		return n
	}
	away := leaf("away", "Away", model.Action, 0.9)
	away.Shut, away.OutOfReach = true, true
	implemented := risk.Applied{Status: model.Implemented, Share: 1}
	stopped := defended(leaf("stopped", "Stopped", model.Action, 0), 0.5, 0, implemented)
	for _, b := range []*risk.Branch{away, stopped, closed(leaf("met", "Met", model.Action, 0.5), "TEN-08")} {
		if bars(b) != 0 {
			t.Errorf("%s has a bar", b.Title)
		}
	}
	if bars(leaf("open", "Open", model.Action, 0.5)) != 1 {
		t.Error("an open step has no bar")
	}
}

func TestTheLegendExplainsTheBars(t *testing.T) {
	want := "Bar: the same; blue below 5%, amber to 20%, orange above"
	if !strings.Contains(treeSVG(t, wrongHands(), Options{}), want) {
		t.Errorf("the legend does not say %q", want)
	}
	for p, paint := range map[float64]canvas.Paint{0.049: barLow, 0.05: barMid, 0.2: barMid, 0.21: barHigh} {
		if barPaint(p) != paint {
			t.Errorf("a bar of %v is not %s", p, paint.Name)
		}
	}
}

func TestDefencesSayWhatTheyDo(t *testing.T) {
	for share, want := range map[float64]string{1: "shuts it", 0.4: "stops 40%", 0: "makes it harder"} {
		if got := effect(risk.Applied{Share: share}); got != want {
			t.Errorf("a share of %v says %q, want %q", share, got, want)
		}
	}
}
