<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.16-Białowieża" simplifyDrawingTol="1" minScale="100000000" symbologyReferenceScale="-1" simplifyLocal="1" simplifyDrawingHints="1" maxScale="0" simplifyMaxScale="1" styleCategories="Symbology|Labeling|MapTips|Rendering" labelsEnabled="0" simplifyAlgorithm="0" hasScaleBasedVisibilityFlag="0">
  <renderer-v2 symbollevels="0" referencescale="-1" type="singleSymbol" enableorderby="0" forceraster="0">
    <symbols>
      <symbol force_rhr="0" clip_to_extent="1" type="fill" name="0" alpha="1">
        <data_defined_properties>
          <Option type="Map">
            <Option type="QString" value="" name="name"/>
            <Option name="properties"/>
            <Option type="QString" value="collection" name="type"/>
          </Option>
        </data_defined_properties>
        <layer enabled="1" pass="0" class="SimpleFill" locked="0">
          <Option type="Map">
            <Option type="QString" value="3x:0,0,0,0,0,0" name="border_width_map_unit_scale"/>
            <Option type="QString" value="213,94,0,25" name="color"/>
            <Option type="QString" value="bevel" name="joinstyle"/>
            <Option type="QString" value="0,0" name="offset"/>
            <Option type="QString" value="3x:0,0,0,0,0,0" name="offset_map_unit_scale"/>
            <Option type="QString" value="MM" name="offset_unit"/>
            <Option type="QString" value="213,94,0,255" name="outline_color"/>
            <Option type="QString" value="solid" name="outline_style"/>
            <Option type="QString" value="0.9" name="outline_width"/>
            <Option type="QString" value="MM" name="outline_width_unit"/>
            <Option type="QString" value="solid" name="style"/>
          </Option>
          <prop k="border_width_map_unit_scale" v="3x:0,0,0,0,0,0"/>
          <prop k="color" v="213,94,0,25"/>
          <prop k="joinstyle" v="bevel"/>
          <prop k="offset" v="0,0"/>
          <prop k="offset_map_unit_scale" v="3x:0,0,0,0,0,0"/>
          <prop k="offset_unit" v="MM"/>
          <prop k="outline_color" v="213,94,0,255"/>
          <prop k="outline_style" v="solid"/>
          <prop k="outline_width" v="0.9"/>
          <prop k="outline_width_unit" v="MM"/>
          <prop k="style" v="solid"/>
          <data_defined_properties>
            <Option type="Map">
              <Option type="QString" value="" name="name"/>
              <Option name="properties"/>
              <Option type="QString" value="collection" name="type"/>
            </Option>
          </data_defined_properties>
        </layer>
      </symbol>
    </symbols>
    <rotation/>
    <sizescale/>
  </renderer-v2>
  <blendMode>0</blendMode>
  <featureBlendMode>0</featureBlendMode>
  <layerOpacity>1</layerOpacity>
  <mapTip>&lt;b>Hotspot [% replace(to_string(rank), array('&amp;','&lt;','>','"'), array('&amp;amp;','&amp;lt;','&amp;gt;','&amp;quot;')) %]&lt;/b>&lt;br>[% replace(to_string(cells), array('&amp;','&lt;','>','"'), array('&amp;amp;','&amp;lt;','&amp;gt;','&amp;quot;')) %] cells, [% replace(to_string(round(area_m2/1000000, 2)), array('&amp;','&lt;','>','"'), array('&amp;amp;','&amp;lt;','&amp;gt;','&amp;quot;')) %] km²&lt;br>Risk [% replace(to_string(round(risk_sum, 2)), array('&amp;','&lt;','>','"'), array('&amp;amp;','&amp;lt;','&amp;gt;','&amp;quot;')) %] in all, [% replace(to_string(round(risk_max, 3)), array('&amp;','&lt;','>','"'), array('&amp;amp;','&amp;lt;','&amp;gt;','&amp;quot;')) %] at most&lt;br>[% replace(to_string(coalesce(n, 'unknown')), array('&amp;','&lt;','>','"'), array('&amp;amp;','&amp;lt;','&amp;gt;','&amp;quot;')) %] incidents</mapTip>
  <layerGeometryType>2</layerGeometryType>
</qgis>
