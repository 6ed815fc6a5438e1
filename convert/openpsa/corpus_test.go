package openpsa

import (
	"context"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/attacktree"
)

const aralia = "../../../shared/data/aralia"

// corpus lists the Aralia files where they are at hand.
func corpus(tb testing.TB) []string {
	tb.Helper()
	paths, err := filepath.Glob(filepath.Join(aralia, "*.xml"))
	if err != nil || len(paths) > 0 && len(paths) < 20 {
		tb.Fatalf("%d files: %v", len(paths), err)
	}
	if len(paths) == 0 {
		if os.Getenv("CI") == "true" {
			tb.Fatal("no corpus in " + aralia)
		}
		tb.Skip("no corpus in " + aralia)
	}
	return paths
}

// reference is the rows of the corpus's table, by tree.
func reference(t *testing.T) map[string][]string {
	t.Helper()
	file, err := os.Open(filepath.Join(aralia, "reference.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil || len(rows) < 20 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	table := map[string][]string{}
	for _, row := range rows[1:] {
		table[row[0]] = row
	}
	return table
}

// small are the trees whose probability the campaign engine finds at once.
var small = []string{"baobab2", "chinese", "das9202", "isp9603", "isp9606", "das9204", "edf9205", "ftr10"}

// Every file of the corpus is read, with as many events as its table says.
func TestAraliaIsRead(t *testing.T) {
	table := map[string][]string{}
	for _, path := range corpus(t) {
		if len(table) == 0 {
			table = reference(t)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(path), ".xml")
		d, problems := Read(path, data, Options{})
		if len(problems) > 0 {
			t.Errorf("%s: %v", name, problems)
			continue
		}
		if got := strconv.Itoa(len(d.Leaves)); got != table[name][1] {
			t.Errorf("%s: %s basic events, want %s", name, got, table[name][1])
		}
		if coherent := table[name][2] == "yes"; d.Tree.Coherent() != coherent {
			t.Errorf("%s: coherent %v, want %v", name, d.Tree.Coherent(), coherent)
		}
		if missing := d.Unstated(1); len(missing) > 0 {
			t.Errorf("%s: %v", name, missing)
		}
	}
}

// The meaning of what is read: the probability of the small ones is the published one.
func TestAraliaProbabilities(t *testing.T) {
	corpus(t)
	table := reference(t)
	for _, name := range small {
		data, err := os.ReadFile(filepath.Join(aralia, name+".xml"))
		if err != nil {
			t.Fatal(err)
		}
		d, problems := Read(name+".xml", data, Options{})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		diagram, err := attacktree.Compile(context.Background(), d.Tree, attacktree.Options{})
		if err != nil {
			t.Fatal(err)
		}
		everybody := attacktree.Actor{Budget: math.Inf(1), Time: math.Inf(1), Once: true}
		p, _, err := diagram.Attempt(context.Background(), d.Numbers(), everybody)
		want, _ := strconv.ParseFloat(table[name][4], 64)
		if err != nil || math.Abs(p-want) > 1e-8*want {
			t.Errorf("%s: %v, want %v; %v", name, p, want, err)
		}
	}
}
