/** npm packages that the art is made of: too big for package.json, fetched by sources.ts. */
export const SOURCE_VERSIONS: Record<string, string> = {
  '@iconify-json/fluent-emoji': '1.2.7',
  '@dicebear/styles': '10.6.0',
  '@fontsource/noto-sans-sc': '5.3.0',
  '@fontsource/zcool-kuaile': '5.3.0',
  '@fontsource/nunito': '5.3.0',
  '@fontsource/fredoka': '5.3.0',
};
