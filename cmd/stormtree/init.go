package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
)

func newInit() *cobra.Command {
	return &cobra.Command{
		Use:   "init [DIR]",
		Short: "Write a small commented model to start from",
		Example: `  stormtree init shop
  stormtree analyze shop/model.yaml`,
		Args: wants("[DIR]"),
		RunE: func(c *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			name := filepath.Join(dir, "model.yaml")
			if err := os.MkdirAll(dir, 0o755); err != nil {
				return err
			}
			if err := createFile(name, model.Starter()); err != nil {
				return err
			}
			_, err := fmt.Fprintf(c.OutOrStdout(), "wrote %s; next: stormtree analyze %s\n", source.Printable(name), source.Printable(name))
			return err
		},
	}
}
