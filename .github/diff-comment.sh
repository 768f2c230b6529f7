#!/usr/bin/env bash
# Prints, as Markdown, what a pull request would change in a stage, and the graph of each workflow that it touches.
# Needs BASE (the commit that it is compared with), STAGE, and credentials that may read the deployed templates.
set -euo pipefail

# GitHub refuses a comment of more than 65,536 characters.
longest_diff=40000
most_graphs=10

changes="$(npx cdk diff --all -c "stage=$STAGE" --method template --no-color 2>&1)" || {
  echo "$changes" >&2
  exit 1
}

echo "### What this changes in \`$STAGE\`"
echo
# Four ticks: a template may hold three.
echo '````diff'
echo "${changes:0:longest_diff}"
echo '````'
if [ "${#changes}" -gt "$longest_diff" ]; then
  echo
  echo "Cut after $longest_diff of ${#changes} characters; the log of \`npx cdk diff\` has the rest."
  echo "$changes" >&2
fi

# A workflow that the pull request removes has no graph.
git diff --name-only "$BASE...HEAD" -- workflows | cut -d/ -f2 | sort -u | while read -r workflow; do
  if [ -f "workflows/$workflow/workflow.json" ]; then echo "$workflow"; fi
done | head -n "$most_graphs" | while read -r workflow; do
  echo
  echo "### $workflow"
  echo
  echo '```mermaid'
  npx coded-actions graph "$workflow" < /dev/null
  echo '```'
done
