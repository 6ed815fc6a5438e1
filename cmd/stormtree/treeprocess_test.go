package main

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
)

// BenchmarkTree measures whole processes that answer for tree files: the public
// Aralia fault trees, each with the factor to the processor time that SCRAM took
// for its two runs (probability by BDD, minimal cut sets by the faster of BDD and
// ZBDD), and trees of a million leaves.
func BenchmarkTree(b *testing.B) {
	program := filepath.Join(b.TempDir(), "stormtree")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	b.Run("small", func(b *testing.B) {
		process(b, program, "tree", "../../examples/trees/pumps.xml", "--format", "json")
	})
	b.Run("aralia", func(b *testing.B) { aralia(b, program) })
	for _, shape := range []string{"binary", "wide", "deep"} {
		for _, format := range []string{"xml", "json"} {
			b.Run(fmt.Sprintf("million/%s/%s", shape, format), func(b *testing.B) {
				name := filepath.Join(b.TempDir(), "tree."+format)
				million(b, name, format, shape)
				process(b, program, "tree", name, "--format", "json")
			})
		}
	}
}

// unsolved is the tree whose probability nobody knows.
const unsolved = "nus9601"

func aralia(b *testing.B, program string) {
	const folder = "../../../shared/data/aralia"
	scram, err := scramSeconds(filepath.Join(folder, "reference.csv"))
	if err != nil {
		if os.Getenv("CI") == "true" {
			b.Fatalf("the Aralia trees are missing: %v", err)
		}
		b.Skipf("SKIPPED: no Aralia trees beside the repository (%v)", err)
	}
	files, _ := filepath.Glob(filepath.Join(folder, "*.xml"))
	if len(files) == 0 {
		b.Fatal("no Aralia trees")
	}
	var ours, theirs float64 // over the trees that SCRAM answers
	for _, file := range files {
		name := filepath.Base(file[:len(file)-len(".xml")])
		if name == unsolved {
			continue
		}
		b.Run(name, func(b *testing.B) {
			seconds := process(b, program, "tree", file, "--format", "json")
			if reference, ok := scram[name]; ok {
				b.ReportMetric(reference/seconds, "times-SCRAM")
				ours, theirs = ours+seconds, theirs+reference
			}
		})
	}
	if ours > 0 {
		b.Logf("over the trees that SCRAM answers: %.2f s, SCRAM %.2f s, %.1f times", ours, theirs, theirs/ours)
	}
}

// scramSeconds is what SCRAM took for probability and minimal cut sets, by tree.
func scramSeconds(file string) (map[string]float64, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) < 2 {
		return nil, fmt.Errorf("%d rows: %w", len(rows), err)
	}
	seconds := map[string]float64{}
	for _, row := range rows[1:] {
		probability, known := strconv.ParseFloat(row[5], 64)
		best, found := 0.0, false
		for _, column := range []int{7, 8} {
			if x, err := strconv.ParseFloat(row[column], 64); err == nil && (!found || x < best) {
				best, found = x, true
			}
		}
		if known == nil && found {
			seconds[row[0]] = probability + best
		}
	}
	return seconds, nil
}

// process runs a program b.N times, reports its processor time and peak memory,
// and returns the time of one run in seconds.
func process(b *testing.B, program string, args ...string) float64 {
	var seconds, peak float64
	for b.Loop() {
		c := exec.Command(program, args...)
		if out, err := c.Output(); err != nil {
			b.Fatalf("%v: %s", err, out)
		}
		seconds += (c.ProcessState.UserTime() + c.ProcessState.SystemTime()).Seconds()
		peak = max(peak, float64(c.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)/1024)
	}
	b.ReportMetric(1000*seconds/float64(b.N), "cpu-ms/op")
	b.ReportMetric(peak, "peak-MiB")
	return seconds / float64(b.N)
}

// million writes a tree of a million leaves without sharing: two arguments below
// each gate, everything below one, or a chain.
func million(b *testing.B, name, format, shape string) {
	b.Helper()
	const n = 1_000_000
	f, err := os.Create(name)
	if err != nil {
		b.Fatal(err)
	}
	w := bufio.NewWriter(f)
	if format == "xml" {
		writeXML(w, shape, n)
	} else {
		writeJSON(w, shape, n)
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
}

// gates lists the gates of a tree of n leaves: gate i is named g<i>, from 1 on.
func gates(shape string, n int, gate func(i int, arguments func(yield func(kind string, number int)))) {
	node := func(i int, yield func(string, int)) {
		if i >= n {
			yield("e", i-n)
			return
		}
		yield("g", i)
	}
	switch shape {
	case "binary":
		for i := 1; i < n; i++ {
			gate(i, func(yield func(string, int)) { node(2*i, yield); node(2*i+1, yield) })
		}
	case "deep":
		for i := 1; i < n; i++ {
			gate(i, func(yield func(string, int)) { node(i+1, yield); yield("e", i) })
		}
	case "wide":
		gate(1, func(yield func(string, int)) {
			for i := range n {
				yield("e", i)
			}
		})
	}
}

func writeXML(w *bufio.Writer, shape string, n int) {
	fmt.Fprint(w, "<?xml version=\"1.0\"?>\n<opsa-mef>\n<define-fault-tree name=\"large\">\n")
	gates(shape, n, func(i int, arguments func(func(string, int))) {
		operator := []string{"and", "or"}[i%2]
		fmt.Fprintf(w, "<define-gate name=\"g%d\"><%s>\n", i, operator)
		arguments(func(kind string, number int) {
			element := map[string]string{"g": "gate", "e": "basic-event"}[kind]
			fmt.Fprintf(w, "<%s name=\"%s%d\"/>\n", element, kind, number)
		})
		fmt.Fprintf(w, "</%s></define-gate>\n", operator)
	})
	fmt.Fprint(w, "</define-fault-tree>\n<model-data>\n")
	for i := range n {
		fmt.Fprintf(w, "<define-basic-event name=\"e%d\"><float value=\"0.%06d\"/></define-basic-event>\n", i, i)
	}
	fmt.Fprint(w, "</model-data>\n</opsa-mef>\n")
}

func writeJSON(w *bufio.Writer, shape string, n int) {
	fmt.Fprint(w, "{\"stormtree_tree\": 1, \"top\": \"g1\", \"gates\": {")
	gates(shape, n, func(i int, arguments func(func(string, int))) {
		if i > 1 {
			fmt.Fprint(w, ",\n")
		}
		fmt.Fprintf(w, "\"g%d\": {%q: [", i, []string{"all", "any"}[i%2])
		between := ""
		arguments(func(kind string, number int) {
			fmt.Fprintf(w, "%s\"%s%d\"", between, kind, number)
			between = ", "
		})
		fmt.Fprint(w, "]}")
	})
	fmt.Fprint(w, "},\n\"leaves\": {")
	for i := range n {
		if i > 0 {
			fmt.Fprint(w, ",\n")
		}
		fmt.Fprintf(w, "\"e%d\": 0.%06d", i, i)
	}
	fmt.Fprint(w, "}}\n")
}
