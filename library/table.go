package library

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
)

// row is one line of a table, with as many cells as the table has columns.
type row struct {
	line  int
	cells []string
}

// readTable reads a table whose first line names exactly these columns and whose
// rows are sorted by the first one, numbers in it as numbers, without repeats.
func readTable(text string, columns []string) ([]row, error) {
	reader := csv.NewReader(strings.NewReader(text))
	head, err := reader.Read()
	if err != nil {
		return nil, err
	}
	if !slices.Equal(head, columns) {
		return nil, fmt.Errorf("the columns are %s, not %s", strings.Join(head, ","), strings.Join(columns, ","))
	}
	var rows []row
	for {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
		line, _ := reader.FieldPos(0)
		if len(rows) > 0 && naturally(rows[len(rows)-1].cells[0], cells[0]) >= 0 {
			return nil, fmt.Errorf("line %d: %q does not come after %q", line, cells[0], rows[len(rows)-1].cells[0])
		}
		rows = append(rows, row{line, cells})
	}
}

// once returns what reads an embedded table when first asked for. Those tables are
// tested, so reading them does not fail.
func once[T any](read func() (T, error)) func() T {
	return sync.OnceValue(func() T {
		t, err := read()
		if err != nil {
			panic(err)
		}
		return t
	})
}

// naturally compares two ids with the numbers in them as numbers: T2 before T10.
func naturally(a, b string) int {
	for a != "" && b != "" {
		x, restA := chunk(a)
		y, restB := chunk(b)
		if len(x) != len(y) && digit(x[0]) && digit(y[0]) {
			return len(x) - len(y)
		}
		if c := strings.Compare(x, y); c != 0 {
			return c
		}
		a, b = restA, restB
	}
	return len(a) - len(b)
}

// chunk cuts a number without its leading zeros, or else one character, off an id.
func chunk(id string) (first, rest string) {
	n := 1
	if digit(id[0]) {
		for len(id) > 1 && id[0] == '0' && digit(id[1]) {
			id = id[1:]
		}
		for n < len(id) && digit(id[n]) {
			n++
		}
	}
	return id[:n], id[n:]
}

func digit(c byte) bool { return '0' <= c && c <= '9' }
