package library

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// row is one line of a table, with as many cells as the table has columns.
type row struct {
	line  int
	cells []string
}

// readTable reads a table whose first line names exactly these columns and whose
// rows are sorted by the first one, without repeats.
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
		if len(rows) > 0 && rows[len(rows)-1].cells[0] >= cells[0] {
			return nil, fmt.Errorf("line %d: %q does not come after %q", line, cells[0], rows[len(rows)-1].cells[0])
		}
		rows = append(rows, row{line, cells})
	}
}
