/** The template database for what a test database can be a clone of, such as `course`. */
export function templateName(template: string): string {
  return `template_${template}`;
}
